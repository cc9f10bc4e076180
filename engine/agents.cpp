// SPDX-License-Identifier: Apache-2.0
#include "engine/agents.hpp"

#include <fmt/format.h>

#include <algorithm>
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

Agents::Agents(const Scenario& scenario, const DrawKey& key, Recorder& recorder)
    : scenario_(scenario),
      key_(key),
      recorder_(recorder),
      observed_(daily(scenario.observations, scenario.period.days,
                      static_cast<double>(scenario.population.hasten))),
      prescribed_(prescribe(observed_, scenario.population, Resolution::agents)),
      groups_(scenario.attributes),
      pools_(scenario.world.size()),
      travelling_(scenario.period.days),
      due_(scenario.period.days),
      tallies_([this] { return MoveTally(recorder_.countries(), movers_); }) {
  for (const Zone& zone : scenario.world.zones) {
    const std::int64_t whole_people = zone.population / scenario.population.hasten;
    residents_.push_back(static_cast<double>(whole_people));
  }
  counts_.resize(scenario.world.size());
  sizes_.resize(scenario.world.size());
  weights_.resize(scenario.world.size());
}

void Agents::set_to_observed(int day) {
  if (!people_are_given(scenario_.population, day)) return;
  for (std::size_t column = 0; column < observed_.zones.size(); ++column) {
    const ZoneIndex zone = observed_.zones[column];
    if (zone == kNowhere) continue;  // a series that counts in the total only
    const std::int64_t change = whole(observed_.at(day, column)) - whole(recorder_.present()[zone]);
    if (change > 0) {
      recorder_.enter(zone, recorder_.abroad(kNowhere, zone), static_cast<double>(change));
      add_people(kNowhere, zone, change, day);
    } else {
      remove_people(zone, -change, day);
    }
  }
}

void Agents::add_people(ZoneIndex home, ZoneIndex zone, std::int64_t count, int day) {
  const auto persons = static_cast<std::size_t>(count);
  const std::size_t added = persons - std::min(persons, free_.size());
  std::size_t next = movers_.size();
  if (added > kNowhere - next) {
    throw std::length_error(
        "more people away from home than 4,294,967,295: population.hasten "
        "makes every one stand for several");
  }
  movers_.resize(next + added);
  for (std::int64_t i = 0; i < count; ++i) {
    MoverId mover;
    if (free_.empty()) {
      mover = static_cast<MoverId>(next++);
    } else {
      mover = free_.back();
      free_.pop_back();
    }
    movers_.begin_journey(mover, home, zone);
    if (groups_.size() > 1) {
      Stream who(key_, Purpose::attribute, mover, static_cast<std::uint32_t>(day));
      movers_.group[mover] = groups_.draw(home, who);
    }
    if (pools_are_current_) pools_.add(zone, mover);
  }
}

void Agents::remove_people(ZoneIndex zone, std::int64_t count, int day) {
  if (count <= 0) return;
  sort_into_pools();
  count = std::min(count, static_cast<std::int64_t>(pools_.size(zone)));
  Stream who(key_, Purpose::exit_who, zone, static_cast<std::uint32_t>(day));
  for (const MoverId mover :
       choose_without_replacement(who, pools_.of(zone), static_cast<std::size_t>(count))) {
    recorder_.exit(zone, recorder_.abroad(movers_.home[mover], zone), 1);
    movers_.zone[mover] = kNowhere;
    free_.push_back(mover);
  }
  pools_.drop_last(zone, static_cast<std::size_t>(count));
}

void Agents::depart(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice) {
  chooses_destination_ = behaviour.journey_rules() == nullptr;
  const PopulationPlan& plan = scenario_.population;
  if (plan.departures == PopulationPlan::Departures::hazard) {
    leave_by_hazard(today, behaviour, choice);
  } else if (today.day > plan.observed_until_day) {
    const auto& prescribed = prescribed_[static_cast<std::size_t>(today.day)];
    enter_by_origin(today, behaviour, choice, whole(prescribed.entries));
  }
}

void Agents::leave_by_hazard(const DayView& today, Behaviour& behaviour,
                             const ChoiceTable& choice) {
  if (leave_by_number(today, behaviour, choice)) return;
  behaviour.departure_hazard_per_day(today, weights_);
  if (chooses_destination_) leave_out_stranded(choice, weights_);
  for (std::size_t z = 0; z < weights_.size(); ++z) {
    if (!(weights_[z] > 0) || residents_[z] == 0) continue;
    const auto zone = static_cast<ZoneIndex>(z);
    Stream how_many(key_, Purpose::departure_count, zone, static_cast<std::uint32_t>(today.day));
    const std::int64_t leaving =
        binomial(how_many, whole(residents_[z]), leave_probability(weights_[z]));
    if (leaving == 0) continue;
    residents_[z] -= static_cast<double>(leaving);
    enter_from(zone, today, choice, leaving);
  }
}

bool Agents::leave_by_number(const DayView& today, Behaviour& behaviour,
                             const ChoiceTable& choice) {
  std::vector<std::int64_t> leaving(residents_.size());
  if (!behaviour.departures(today, key_, leaving)) return false;
  for (std::size_t z = 0; z < leaving.size(); ++z) {
    if (scenario_.population.take_from_residents) {
      leaving[z] = std::min(leaving[z], whole(residents_[z]));
      residents_[z] -= static_cast<double>(leaving[z]);
    }
    if (leaving[z] > 0) enter_from(static_cast<ZoneIndex>(z), today, choice, leaving[z]);
  }
  return true;
}

void Agents::enter_by_origin(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice,
                             std::int64_t count) {
  count += std::exchange(owed_entries_, 0);
  if (count == 0) return;
  behaviour.entry_weights(today, weights_);
  if (chooses_destination_) leave_out_stranded(choice, weights_);
  const double sum = std::accumulate(weights_.begin(), weights_.end(), 0.0);
  if (!(sum > 0)) {
    if (chooses_destination_ && leads_somewhere(choice, weights_.size())) {
      enter_from(kNowhere, today, choice, count);
    } else {
      owed_entries_ = count;
    }
    return;
  }
  Stream origin(key_, Purpose::origin, 0, static_cast<std::uint32_t>(today.day));
  std::vector<std::int64_t> by_origin(weights_.size());
  multinomial(origin, count, weights_, by_origin);
  for (std::size_t z = 0; z < by_origin.size(); ++z) {
    std::int64_t leaving = by_origin[z];
    if (leaving == 0) continue;
    if (scenario_.population.take_from_residents) {
      leaving = std::min(leaving, whole(residents_[z]));
      owed_entries_ += by_origin[z] - leaving;
      residents_[z] -= static_cast<double>(leaving);
      if (leaving == 0) continue;
    }
    enter_from(static_cast<ZoneIndex>(z), today, choice, leaving);
  }
}

void Agents::enter_from(ZoneIndex origin, const DayView& today, const ChoiceTable& choice,
                        std::int64_t count) {
  const auto persons = static_cast<double>(count);
  if (!chooses_destination_) {  // they stay in their zone until the rules move them
    recorder_.enter(origin, recorder_.abroad(origin, origin), persons);
    add_people(origin, origin, count, today.day);
    return;
  }
  const std::size_t row = origin == kNowhere ? today.world.size() : origin;
  const std::span<const std::int64_t> counts =
      draw_destinations(choice, row, count, Purpose::destination, today.day);
  if (origin != kNowhere) {
    const bool abroad = recorder_.abroad(origin, origin);
    recorder_.enter(origin, abroad, persons);
    recorder_.depart(origin, abroad, persons);
  }
  for (std::size_t c = 0; c < counts.size(); ++c) {
    if (counts[c] == 0) continue;
    const ZoneIndex to = choice.to[choice.begin[row] + c];
    const bool abroad = recorder_.abroad(origin, to);
    const auto going = static_cast<double>(counts[c]);
    const int days = origin == kNowhere
                         ? 0
                         : travel_days(scenario_.travel, choice.distance_km[choice.begin[row] + c]);
    if (origin == kNowhere) recorder_.enter(to, abroad, going);
    if (origin != kNowhere && days == 0) recorder_.arrive(origin, to, abroad, going);
    add_people(origin, days == 0 ? to : origin, counts[c], today.day);
    if (days == 0) continue;
    const auto on_the_way = pools_.of(origin).last(static_cast<std::size_t>(counts[c]));
    for (const MoverId mover : on_the_way) travelling_.add(today.day + days, {mover, to});
    pools_.drop_last(origin, on_the_way.size());
  }
}

std::span<const std::int64_t> Agents::draw_destinations(const ChoiceTable& choice, std::size_t row,
                                                        std::int64_t count, Purpose purpose,
                                                        int day) {
  const std::size_t begin = choice.begin[row];
  const std::size_t length = choice.begin[row + 1] - begin;
  if (length == 0) throw std::logic_error("people leave a zone that no way leads out of");
  const std::span<std::int64_t> counts(counts_.data(), length);
  Stream where(key_, purpose, static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(day));
  multinomial(where, count, std::span(choice.weight).subspan(begin, length), counts);
  return counts;
}

void Agents::travel(const DayView& today, Behaviour& behaviour) {
  if (JourneyRules* rules = behaviour.journey_rules()) journey(today, *rules);
  arrive(today);
}

void Agents::arrive(const DayView& today) {
  for (const auto& [mover, to] : travelling_.take(today.day)) {
    const ZoneIndex from = movers_.zone[mover];
    recorder_.arrive(from, to, recorder_.abroad(movers_.home[mover], to), 1);
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
  const std::int64_t resting = std::accumulate(sizes_.begin(), sizes_.end(), std::int64_t{0});
  const std::int64_t leaving = std::min(owed_exits_, resting);
  owed_exits_ -= leaving;
  Stream how_many(key_, Purpose::exit_count, 0, static_cast<std::uint32_t>(today.day));
  multivariate_hypergeometric(how_many, leaving, sizes_, counts_);
  for (std::size_t z = 0; z < counts_.size(); ++z) {
    remove_people(static_cast<ZoneIndex>(z), counts_[z], today.day);
  }
}

void Agents::sort_into_pools() {
  if (pools_are_current_) return;
  pools_.rebuild(movers_);
  pools_are_current_ = true;
  for (std::size_t z = 0; z < pools_.zones(); ++z) {
    const std::size_t resting = pools_.size(static_cast<ZoneIndex>(z));
    if (resting != static_cast<std::size_t>(recorder_.present()[z])) {
      throw std::logic_error(fmt::format("zone {} holds {} people but {} are counted there", z,
                                         resting, recorder_.present()[z]));
    }
  }
}

void Agents::check_conservation(int day) const {
  const auto alive = static_cast<std::int64_t>(movers_.size() - free_.size());
  const auto waiting = static_cast<std::int64_t>(travelling_.waiting() + due_.waiting());
  std::int64_t resting = 0;
  double present = 0;
  for (std::size_t z = 0; z < pools_.zones(); ++z) {
    resting += static_cast<std::int64_t>(pools_.size(static_cast<ZoneIndex>(z)));
    present += recorder_.present()[z];
  }
  const std::int64_t counted = whole(present + recorder_.on_the_way());
  const std::int64_t balance = whole(recorder_.entered() - recorder_.left());
  const bool in_place = !pools_are_current_ || alive == resting + waiting;
  if (!in_place || alive != counted || alive != balance) {
    throw std::logic_error(fmt::format(
        "people are not conserved on day {}: {} persons; {} resting + {} waiting; {} counted in "
        "zones and on the way; {} entered less left",
        day, alive, resting, waiting, counted, balance));
  }
}

}  // namespace ravenstein
