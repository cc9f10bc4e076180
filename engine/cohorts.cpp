// SPDX-License-Identifier: Apache-2.0
#include "engine/cohorts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

#include "engine/population/draw_cells.hpp"
#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
namespace {

std::int64_t sum(std::span<const std::int64_t> counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

}  // namespace

Cohorts::Cohorts(const Scenario& scenario, std::span<const std::string> causes, const DrawKey& key,
                 Recorder& recorder, const Partition& partition)
    : scenario_(scenario),
      key_(key),
      recorder_(recorder),
      partition_(partition),
      zones_(scenario.world.size()),
      causes_(causes.size()),
      strata_(scenario.strata.size()),
      residents_(zones_ * strata_),
      returnees_(zones_ * strata_),
      residents_shown_(zones_),
      away_(zones_, causes_, strata_),
      pools_(zones_ * kAwayStatuses * strata_),
      travelling_(scenario.period.steps()),
      setting_out_(partition.ranks()),
      returning_(partition.ranks()),
      workshops_(zones_),
      observed_(daily(scenario.observations, scenario.period.days,
                      static_cast<double>(scenario.population.hasten))),
      prescribed_(prescribe(observed_, scenario.population, Resolution::cohorts)) {
  for (const std::string& cause : causes) {
    relative_.push_back(scenario.strata.relative_hazards(cause));
  }
  for (const Stratum& stratum : scenario.strata.strata) {
    newborn_shares_.push_back(stratum.newborn_share);
  }
  for (const ZoneIndex zone : partition_.own()) {
    const std::int64_t people = scenario.world.zones[zone].population / scenario.population.hasten;
    std::ranges::copy(apportion(scenario.strata, zone, people), &residents_[zone * strata_]);
    people_at_start_ += people;
    show_residents(zone);
  }
}

void Cohorts::show_residents(ZoneIndex zone) {
  residents_shown_[zone] =
      static_cast<double>(sum(std::span(residents_).subspan(zone * strata_, strata_)));
}

void Cohorts::count_at_risk(std::span<double> settled, std::span<double> displaced) const {
  const auto pool = [&](std::size_t zone, Status status, std::size_t s) {
    return pools_[(zone * kAwayStatuses + static_cast<std::size_t>(status)) * strata_ + s];
  };
  for (const ZoneIndex zone : partition_.own()) {
    for (std::size_t cause = 0; cause < causes_; ++cause) {
      double at_home = 0, away = 0;
      for (std::size_t s = 0; s < strata_; ++s) {
        const std::int64_t people = residents_[zone * strata_ + s] +
                                    returnees_[zone * strata_ + s] +
                                    pool(zone, Status::integrated, s);
        at_home += relative_[cause][s] * static_cast<double>(people);
        away += relative_[cause][s] * static_cast<double>(pool(zone, Status::displaced, s));
      }
      settled[cause * zones_ + zone] = at_home;
      displaced[cause * zones_ + zone] = away;
    }
  }
}

Stream Cohorts::stream(Purpose purpose, ZoneIndex zone, std::uint32_t stratum, Pool pool,
                       const DayView& today) const {
  const std::size_t subject = (zone * strata_ + stratum) * kPools + static_cast<std::size_t>(pool);
  return {key_, purpose, static_cast<std::uint32_t>(subject),
          static_cast<std::uint32_t>(today.day)};
}

void Cohorts::add(CorridorIndex corridor, Status status, std::uint32_t cell, std::int64_t persons) {
  away_.cells(corridor, status)[cell] += persons;
  pool_of(away_.place(corridor), status, cell % static_cast<std::uint32_t>(strata_)) += persons;
  if (status != Status::displaced) return;
  if (displaced_.size() < away_.size()) displaced_.resize(away_.size());
  displaced_[corridor] += persons;
}

std::int64_t Cohorts::displaced_at(ZoneIndex place) {
  return sum(std::span(&pool_of(place, Status::displaced, 0), strata_));
}

void Cohorts::pick(ZoneIndex place, Status status, std::uint32_t first_stratum,
                   std::uint32_t strata, std::int64_t count, Stream& who,
                   std::vector<Cell>& cells) const {
  cells.clear();
  if (count == 0) return;
  for (const CorridorIndex corridor : away_.at(place)) {
    const auto counts = away_.cells(corridor, status);
    for (std::uint32_t cause = 0; cause < causes_; ++cause) {
      for (std::uint32_t s = first_stratum; s < first_stratum + strata; ++s) {
        const auto cell = static_cast<std::uint32_t>(cause * strata_ + s);
        if (counts[cell] > 0) cells.push_back({corridor, cell, counts[cell]});
      }
    }
  }
  draw_cells(who, count, cells);
}

void Cohorts::arrive(const Travelling& who) {
  const bool abroad = recorder_.abroad(who.home, who.to);
  const auto persons = static_cast<double>(who.persons);
  recorder_.arrive(who.from, who.to, who.cell / static_cast<std::uint32_t>(strata_), abroad,
                   persons);
  add(away_.open(who.to, who.home), Status::displaced, who.cell, who.persons);
  on_the_way_ -= who.persons;
}

void Cohorts::travel(const DayView& today, Behaviour&) {
  for (const Travelling& who : travelling_.take(today.step)) arrive(who);
}

void Cohorts::check_conservation(int day) const {
  std::int64_t shown = static_cast<std::int64_t>(recorder_.on_the_way());
  for (std::size_t z = 0; z < zones_; ++z) {
    shown +=
        static_cast<std::int64_t>(recorder_.present()[z] + recorder_.stock(Status::stranded)[z] +
                                  recorder_.stock(Status::integrated)[z]);
  }
  const std::int64_t own_away = sum(std::span(pools_)) + on_the_way_;
  const std::int64_t changes = came_ - left_ +
                               static_cast<std::int64_t>(recorder_.births_so_far()) -
                               static_cast<std::int64_t>(recorder_.deaths_so_far());
  std::array<std::int64_t, 4> all{
      sum(std::span(residents_)) + sum(std::span(returnees_)) + own_away,
      people_at_start_ + changes, own_away, shown};
  partition_.sum(all);
  const auto& [people, expected, away, counted] = all;
  if (people == expected && counted == away) return;
  throw std::logic_error(fmt::format(
      "people are not conserved on day {}: {} persons, {} expected; {} away from home, {} counted",
      day, people, expected, away, counted));
}

void Cohorts::describe(int row, Recorder& recorder) const {
  CategoryTable& by_stratum = recorder.displaced_by_stratum();
  for (std::size_t s = 0; s < by_stratum.categories; ++s) {
    for (std::size_t z = 0; z < zones_; ++z) {
      by_stratum.row(row, s)[z] = static_cast<double>(pools_[z * kAwayStatuses * strata_ + s]);
    }
  }
  CategoryTable& by_home = recorder.displaced_by_home();
  if (by_home.categories == 0) return;
  for (CorridorIndex c = 0; c < displaced_.size(); ++c) {
    if (away_.home(c) == kNowhere) continue;
    by_home.row(row, away_.home(c))[away_.place(c)] = static_cast<double>(displaced_[c]);
  }
}

}  // namespace ravenstein
