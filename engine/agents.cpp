// SPDX-License-Identifier: Apache-2.0
#include "engine/agents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
namespace {

std::int64_t whole(double persons) { return static_cast<std::int64_t>(persons); }

}  // namespace

Agents::Agents(const Scenario& scenario, std::span<const std::string> causes, const DrawKey& key,
               Recorder& recorder, const Partition& partition)
    : scenario_(scenario),
      key_(key),
      recorder_(recorder),
      partition_(partition),
      observed_(daily(scenario.observations, scenario.period.days,
                      static_cast<double>(scenario.population.hasten))),
      prescribed_(prescribe(observed_, scenario.population, Resolution::agents)),
      zones_(scenario.world.size()),
      causes_(causes.size()),
      strata_(scenario.strata.size()),
      residents_(zones_ * strata_),
      residents_shown_(zones_),
      groups_(scenario.attributes),
      pools_(zones_),
      travelling_(scenario.period.steps()),
      due_(scenario.period.steps()),
      passing_(partition.ranks()),
      tallies_([this] { return MoveTally(recorder_.countries()); }) {
  if (causes_ > 256 || strata_ > 256) {
    throw std::length_error("resolution agents keeps at most 256 causes and 256 strata");
  }
  for (const std::string& cause : causes) {
    relative_.push_back(scenario.strata.relative_hazards(cause));
  }
  for (const ZoneIndex zone : partition_.own()) {
    const std::int64_t people = scenario.world.zones[zone].population / scenario.population.hasten;
    std::ranges::copy(apportion(scenario.strata, zone, people), &residents_[zone * strata_]);
    people_at_start_ += people;
    show_residents(zone);
  }
  counts_.resize(zones_);
  sizes_.resize(zones_);
  weights_.resize(zones_);
  rates_.resize(causes_);
}

void Agents::show_residents(ZoneIndex zone) {
  const auto here = std::span(residents_).subspan(zone * strata_, strata_);
  residents_shown_[zone] =
      static_cast<double>(std::accumulate(here.begin(), here.end(), std::int64_t{0}));
}

void Agents::count_at_risk(std::span<double> settled, std::span<double> displaced) const {
  std::vector<double> at_home(residents_.begin(), residents_.end());
  std::vector<double> away(at_home.size(), 0.0);
  each_resting([&](ZoneIndex zone, MoverId m) {
    if (movers_.status[m] == Status::stranded) return;
    auto& people = movers_.status[m] == Status::displaced ? away : at_home;
    ++people[zone * strata_ + movers_.stratum[m]];
  });
  for (std::size_t zone = 0; zone < zones_; ++zone) {
    for (std::size_t cause = 0; cause < causes_; ++cause) {
      double sums[2] = {0, 0};
      for (std::size_t s = 0; s < strata_; ++s) {
        sums[0] += relative_[cause][s] * at_home[zone * strata_ + s];
        sums[1] += relative_[cause][s] * away[zone * strata_ + s];
      }
      settled[cause * zones_ + zone] = sums[0];
      displaced[cause * zones_ + zone] = sums[1];
    }
  }
}

void Agents::set_to_observed(int day) {
  if (!people_are_given(scenario_.population, day)) return;
  if (!partition_.alone()) agree_who_is_sorted(day);
  for (std::size_t column = 0; column < observed_.zones.size(); ++column) {
    const ZoneIndex zone = observed_.zones[column];
    numbers_.turn(0, static_cast<std::uint32_t>(column));
    if (zone == kNowhere || !partition_.owns(zone)) continue;  // in the total only; another rank's
    const std::int64_t change = whole(observed_.at(day, column)) - whole(recorder_.present()[zone]);
    if (change > 0) {
      recorder_.enter(zone, recorder_.abroad(kNowhere, zone), static_cast<double>(change));
      expect(change);
      for (std::int64_t n = 0; n < change; ++n) pools_.add(zone, add_person({kNowhere}, zone, day));
      came_ += change;
    } else {
      remove_people(zone, -change, day);
    }
  }
  if (!partition_.alone()) agree_on_numbers(day);
}

/// So that `count` numbers are free, the smallest on top: the table grows in one go.
void Agents::make_room(std::int64_t count) {
  const auto wanted = static_cast<std::size_t>(count);
  if (wanted <= free_.size()) return;
  const std::size_t first = movers_.size(), added = wanted - free_.size();
  if (added > kNowhere - first) {
    throw std::length_error(
        "more people away from home than 4,294,967,295: population.hasten makes every one stand "
        "for several");
  }
  movers_.resize(first + added);
  if (!partition_.alone()) number_.resize(first + added);
  for (std::size_t n = added; n > 0; --n) free_.push_back(static_cast<MoverId>(first + n - 1));
}

MoverId Agents::add_person(const Person& person, ZoneIndex zone, int day) {
  const MoverId mover = add_row(person, zone);
  if (partition_.alone()) {
    draw_group(mover, day);
  } else {
    numbers_.ask();
    unnumbered_.push_back({.mover = mover});
  }
  return mover;
}

MoverId Agents::add_row(const Person& person, ZoneIndex zone) {
  make_room(1);
  const MoverId mover = free_.back();
  free_.pop_back();
  movers_.begin_journey(mover, person.home, zone);
  movers_.stratum[mover] = person.stratum;
  movers_.cause[mover] = person.cause;
  return mover;
}

void Agents::draw_group(MoverId mover, int day) {
  if (groups_.size() == 1) return;
  Stream who(key_, Purpose::attribute, number_of(mover), static_cast<std::uint32_t>(day));
  movers_.group[mover] = groups_.draw(movers_.home[mover], who);
}

/// The number may be given to somebody else.
void Agents::forget(MoverId mover) {
  if (!partition_.alone()) numbers_.give_back(number_[mover]);
  release(mover);
}

/// Is not a person of this rank any more.
void Agents::release(MoverId mover) {
  movers_.zone[mover] = kNowhere;
  free_.push_back(mover);
}

void Agents::remove_people(ZoneIndex zone, std::int64_t count, int day) {
  if (count <= 0) return;
  sort_into_pools();
  count = std::min(count, static_cast<std::int64_t>(pools_.size(zone)));
  Stream who(key_, Purpose::exit_who, zone, static_cast<std::uint32_t>(day));
  for (const MoverId mover :
       choose_without_replacement(who, pools_.of(zone), static_cast<std::size_t>(count))) {
    recorder_.exit(zone, recorder_.abroad(movers_.home[mover], zone), 1);
    forget(mover);
  }
  pools_.drop_last(zone, static_cast<std::size_t>(count));
}

void Agents::depart(const DayView& today, Behaviour& behaviour, const Hazards& hazards) {
  chooses_destination_ = behaviour.journey_rules() == nullptr;
  round_ = 0;
  if (chooses_destination_) move_on(today, hazards);
  round_ = 1;
  leave_home(today, behaviour, hazards);
  if (partition_.alone()) return;
  agree_on_numbers(today.day);
  if (chooses_destination_) hand_over();
}

void Agents::travel(const DayView& today, Behaviour& behaviour) {
  if (JourneyRules* rules = behaviour.journey_rules()) journey(today, *rules);
  arrive(today);
}

void Agents::arrive(const DayView& today) {
  for (const auto& [mover, to] : travelling_.take(today.step)) {
    const ZoneIndex from = movers_.zone[mover];
    recorder_.arrive(from, to, movers_.cause[mover], recorder_.abroad(movers_.home[mover], to), 1);
    movers_.zone[mover] = to;
    pools_.add(to, mover);
  }
}

void Agents::exit(const DayView& today) {
  if (scenario_.population.departures != PopulationPlan::Departures::observed) return;
  if (today.day <= scenario_.population.observed_until_day) return;
  owed_exits_ += whole(prescribed_[static_cast<std::size_t>(today.day)].exits);
  const std::int64_t never_came = std::min(owed_exits_, owed_entries_);
  owed_exits_ -= never_came;
  owed_entries_ -= never_came;
  if (owed_exits_ == 0) return;
  sort_into_pools();
  for (std::size_t z = 0; z < sizes_.size(); ++z) {
    sizes_[z] = static_cast<std::int64_t>(pools_.size(static_cast<ZoneIndex>(z)));
  }
  std::ranges::copy(sizes_, weights_.begin());
  partition_.share(weights_);
  std::ranges::transform(weights_, sizes_.begin(), whole);
  const std::int64_t resting = std::accumulate(sizes_.begin(), sizes_.end(), std::int64_t{0});
  const std::int64_t leaving = std::min(owed_exits_, resting);
  owed_exits_ -= leaving;
  Stream how_many(key_, Purpose::exit_count, 0, static_cast<std::uint32_t>(today.day));
  multivariate_hypergeometric(how_many, leaving, sizes_, counts_);
  for (const ZoneIndex zone : partition_.own()) {
    numbers_.turn(0, zone);
    remove_people(zone, counts_[zone], today.day);
  }
  if (!partition_.alone()) agree_on_numbers(today.day);
}

void Agents::sort_into_pools() {
  if (pools_are_current_) return;
  pools_.rebuild(movers_);
  pools_are_current_ = true;
  if (!partition_.alone()) {
    for (const ZoneIndex zone : partition_.own()) {
      std::ranges::sort(pools_.of(zone), {}, [this](MoverId m) { return number_[m]; });
    }
  }
  for (std::size_t z = 0; z < pools_.zones(); ++z) {
    const std::size_t resting = pools_.size(static_cast<ZoneIndex>(z));
    double counted = recorder_.present()[z];
    for (const Status status : {Status::stranded, Status::integrated, Status::returnee}) {
      counted += recorder_.stock(status)[z];
    }
    if (resting != static_cast<std::size_t>(counted)) {
      throw std::logic_error(
          fmt::format("zone {} holds {} people but {} are counted there", z, resting, counted));
    }
  }
}

void Agents::check_conservation(int day) const {
  const auto own_alive = static_cast<std::int64_t>(movers_.size() - free_.size());
  const auto own_waiting = static_cast<std::int64_t>(travelling_.waiting() + due_.waiting());
  std::int64_t own_resting = 0;
  double shown = recorder_.on_the_way();
  for (std::size_t z = 0; z < zones_; ++z) {
    own_resting += static_cast<std::int64_t>(pools_.size(static_cast<ZoneIndex>(z)));
    shown += recorder_.present()[z];
    for (const Status status : {Status::stranded, Status::integrated, Status::returnee}) {
      shown += recorder_.stock(status)[z];
    }
  }
  std::array<std::int64_t, 7> all{
      pools_are_current_ ? 0 : 1,
      own_alive,
      own_resting,
      own_waiting,
      whole(shown),
      std::accumulate(residents_.begin(), residents_.end(), std::int64_t{0}),
      people_at_start_ + came_ +
          whole(recorder_.births_so_far() - recorder_.deaths_so_far() - recorder_.left())};
  partition_.sum(all);
  const auto& [unsorted, alive, resting, waiting, counted, at_home, expected] = all;
  const bool in_place = unsorted > 0 || alive == resting + waiting;
  if (in_place && alive == counted && at_home + alive == expected) return;
  throw std::logic_error(
      fmt::format("people are not conserved on day {}: {} at home, {} away from it ({} resting + "
                  "{} waiting; {} "
                  "counted in zones and on the way); {} expected in all",
                  day, at_home, alive, resting, waiting, counted, expected));
}

void Agents::describe(int row, Recorder& recorder) const {
  CategoryTable& by_stratum = recorder.displaced_by_stratum();
  CategoryTable& by_home = recorder.displaced_by_home();
  if (by_stratum.categories == 0 && by_home.categories == 0) return;
  each_resting([&](ZoneIndex zone, MoverId m) {
    if (movers_.status[m] != Status::displaced) return;
    if (by_stratum.categories > 0) ++by_stratum.row(row, movers_.stratum[m])[zone];
    const ZoneIndex home = movers_.home[m];
    if (by_home.categories > 0 && home != kNowhere) ++by_home.row(row, home)[zone];
  });
}

}  // namespace ravenstein
