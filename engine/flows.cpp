// SPDX-License-Identifier: Apache-2.0
#include "engine/flows.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "engine/core/row_math.hpp"

namespace ravenstein {
namespace {

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

Flows::Flows(const Scenario& scenario, std::span<const std::string> causes, Recorder& recorder)
    : scenario_(scenario),
      recorder_(recorder),
      zones_(scenario.world.size()),
      causes_(causes.size()),
      strata_(scenario.strata.size()),
      blocks_(HomeTable::blocks_of(zones_ + 1)),
      residents_(zones_ * strata_),
      returnees_(zones_ * strata_),
      residents_shown_(zones_),
      occupied_(zones_),
      displaced_(zones_ + 1, zones_, strata_),
      integrated_(zones_ + 1, zones_, strata_),
      arrivals_(static_cast<std::size_t>(scenario.period.steps()) + 1),
      leaving_(causes_),
      residents_leaving_(zones_),
      returnees_leaving_(zones_),
      observed_(daily(scenario.observations, scenario.period.days,
                      static_cast<double>(scenario.population.hasten))),
      prescribed_(prescribe(observed_, scenario.population, Resolution::flows)) {
  for (const std::string& cause : causes) {
    relative_.push_back(scenario.strata.relative_hazards(cause));
  }
  for (LaneSums* sums :
       {&integrated_leaving_, &released_, &unused_, &gone_, &stays_, &born_, &died_}) {
    sums->resize(blocks_ * zones_ * kLanes);
  }
  for (LaneSums& sums : leaving_) sums.resize(blocks_ * zones_ * kLanes);
  for (std::uint32_t zone = 0; zone < zones_; ++zone) {
    for (std::uint32_t s = 0; s < strata_; ++s) {
      strata_rows_.push_back(s * static_cast<std::uint32_t>(zones_) + zone);
    }
  }
  const std::vector<double>& share = scenario.strata.share;
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    const double people = static_cast<double>(scenario.world.zones[zone].population) /
                          static_cast<double>(scenario.population.hasten);
    for (std::size_t s = 0; s < strata_; ++s) {
      const double part = share.empty() ? (s == 0 ? 1 : 0) : share[zone * strata_ + s];
      residents_[zone * strata_ + s] = people * part;
    }
    people_at_start_ += people;
    show_residents(zone);
  }
  find_countries();
}

void Flows::show_residents(ZoneIndex zone) {
  residents_shown_[zone] = sum(std::span(residents_).subspan(zone * strata_, strata_));
}

double Flows::displaced_at(ZoneIndex place) const {
  double people = 0;
  for (std::size_t block = 0; block < blocks_; ++block) {
    people += sum_row({displaced_.at(block, place), strata_ * kLanes});
  }
  return people;
}

void Flows::count_at_risk(std::span<double> settled, std::span<double> displaced) const {
  std::vector<double> at_home(strata_), away(strata_);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    for (std::size_t s = 0; s < strata_; ++s) {
      at_home[s] = residents_[zone * strata_ + s] + returnees_[zone * strata_ + s];
      away[s] = 0;
      for (std::size_t block = 0; block < blocks_; ++block) {
        at_home[s] += sum_row({integrated_.at(block, zone) + s * kLanes, kLanes});
        away[s] += sum_row({displaced_.at(block, zone) + s * kLanes, kLanes});
      }
    }
    for (std::size_t cause = 0; cause < causes_; ++cause) {
      const auto& relative = relative_[cause];
      settled[cause * zones_ + zone] =
          std::inner_product(relative.begin(), relative.end(), at_home.begin(), 0.0);
      displaced[cause * zones_ + zone] =
          std::inner_product(relative.begin(), relative.end(), away.begin(), 0.0);
    }
  }
}

Flows::Arrivals& Flows::arrivals_on(int step) {
  const auto slot = std::min(static_cast<std::size_t>(step), arrivals_.size() - 1);
  if (!arrivals_[slot]) arrivals_[slot].emplace();
  return *arrivals_[slot];
}

HomeTable& Flows::people_on(int step) {
  HomeTable& people = arrivals_on(step).people;
  if (people.empty()) people = HomeTable(zones_ + 1, zones_, strata_);
  return people;
}

void Flows::find_countries() {
  for (std::size_t row = 0; row <= zones_; ++row) {
    const auto same = [&](ZoneIndex other) {
      return other != kNowhere && !recorder_.abroad(home_of(row), other);
    };
    const auto found = std::find_if(homes_in_.begin(), homes_in_.end(), same);
    country_of_.push_back(static_cast<std::size_t>(found - homes_in_.begin()));
    if (found == homes_in_.end()) homes_in_.push_back(home_of(row));
  }
}

std::vector<double> Flows::sums_by_country(const LaneSums& sums, ZoneIndex place) const {
  std::vector<double> persons(homes_in_.size(), 0.0);
  for (std::size_t block = 0; block < blocks_; ++block) {
    const double* people = &sums[(block * zones_ + place) * kLanes];
    const std::size_t homes = std::min(kLanes, zones_ + 1 - block * kLanes);
    if (persons.size() == 1) {
      persons[0] += sum_row({people, homes});
      continue;
    }
    for (std::size_t l = 0; l < homes; ++l) {
      persons[country_of_[block * kLanes + l]] += people[l];
    }
  }
  return persons;
}

/// Those who spent nights on the way; the others are where they went already.
void Flows::travel(const DayView& today, Behaviour&) {
  auto& slot = arrivals_[static_cast<std::size_t>(today.step)];
  if (!slot) return;
  for (const auto& [from, to, cause, abroad, persons] : slot->passages) {
    recorder_.arrive(from, to, cause, abroad, persons);
  }
  for (std::size_t block = 0; block < blocks_ && !slot->people.empty(); ++block) {
    for (ZoneIndex zone = 0; zone < zones_; ++zone) {
      if (!occupied_[zone]) continue;
      add_scaled_row(1, {slot->people.at(block, zone), strata_ * kLanes},
                     {displaced_.at(block, zone), strata_ * kLanes});
    }
  }
  slot.reset();
}

void Flows::check_conservation(int day) const {
  std::vector<double> away_of(blocks_);
  oneapi::tbb::parallel_for(std::size_t{0}, blocks_, [&](std::size_t block) {
    away_of[block] = sum_row(displaced_.block(block)) + sum_row(integrated_.block(block));
    if (!stranded_.empty()) away_of[block] += sum_row(stranded_.block(block));
  });
  const double away = sum(away_of) + recorder_.on_the_way();
  const double people = sum(residents_) + sum(returnees_) + away;
  const double expected =
      people_at_start_ + came_ - left_ + recorder_.births_so_far() - recorder_.deaths_so_far();
  double shown = recorder_.on_the_way();
  for (std::size_t z = 0; z < zones_; ++z) {
    shown += recorder_.present()[z] + recorder_.stock(Status::stranded)[z] +
             recorder_.stock(Status::integrated)[z];
  }
  const double allowed = 1e-9 * std::max(1.0, people_at_start_ + came_);
  if (std::abs(people - expected) <= allowed && std::abs(shown - away) <= allowed) return;
  throw std::logic_error(fmt::format(
      "people are not conserved on day {}: {} persons, {} expected; {} away from home, {} counted",
      day, people, expected, away, shown));
}

void Flows::describe(int row, Recorder& recorder) const {
  CategoryTable& by_stratum = recorder.displaced_by_stratum();
  CategoryTable& by_home = recorder.displaced_by_home();
  if (by_stratum.categories == 0 && by_home.categories == 0) return;
  for (std::size_t home = 0; home <= zones_; ++home) {
    for (ZoneIndex place = 0; place < zones_; ++place) {
      if (!occupied_[place]) continue;
      const double* people = displaced_.at(home / kLanes, place) + home % kLanes;
      double all = 0;
      for (std::size_t s = 0; s < strata_; ++s) {
        if (by_stratum.categories > 0) by_stratum.row(row, s)[place] += people[s * kLanes];
        all += people[s * kLanes];
      }
      if (by_home.categories > 0 && home < zones_) by_home.row(row, home)[place] += all;
    }
  }
}

}  // namespace ravenstein
