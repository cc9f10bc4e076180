// SPDX-License-Identifier: Apache-2.0
#include "engine/flows.hpp"

#include <fmt/format.h>

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

Flows::Flows(const Scenario& scenario, std::span<const std::string> causes, Recorder& recorder,
             const Partition& partition)
    : scenario_(scenario),
      recorder_(recorder),
      partition_(partition),
      zones_(scenario.world.size()),
      causes_(causes.size()),
      strata_(scenario.strata.size()),
      blocks_(HomeTable::blocks_of(zones_ + 1)),
      own_{.first = blocks_ * static_cast<std::size_t>(partition.rank()) / partition.ranks(),
           .end = blocks_ * static_cast<std::size_t>(partition.rank() + 1) / partition.ranks()},
      residents_(zones_ * strata_),
      returnees_(zones_ * strata_),
      residents_shown_(zones_),
      occupied_(zones_),
      displaced_(own_, zones_, strata_),
      integrated_(own_, zones_, strata_),
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
    sums->resize(own_.size() * zones_ * kLanes);
  }
  for (LaneSums& sums : leaving_) sums.resize(own_.size() * zones_ * kLanes);
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
  return over_blocks(1, [&](std::size_t block, double* people) {
    *people = sum_row({displaced_.at(block, place), strata_ * kLanes});
  })[0];
}

void Flows::count_at_risk(std::span<double> settled, std::span<double> displaced) const {
  const std::size_t cells = zones_ * strata_;
  const std::vector<double> sums = over_blocks(2 * cells, [&](std::size_t block, double* there) {
    for (std::size_t cell = 0; cell < cells; ++cell) {
      const std::size_t zone = cell / strata_, row = cell % strata_ * kLanes;
      there[cell] = sum_row({integrated_.at(block, zone) + row, kLanes});
      there[cells + cell] = sum_row({displaced_.at(block, zone) + row, kLanes});
    }
  });
  std::vector<double> at_home(strata_), away(strata_);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    for (std::size_t s = 0; s < strata_; ++s) {
      const std::size_t cell = zone * strata_ + s;
      at_home[s] = residents_[cell] + returnees_[cell] + sums[cell];
      away[s] = sums[cells + cell];
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
  if (!people.made()) people = HomeTable(own_, zones_, strata_);
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

/// Of places begin .. end - 1.
Flows::CountrySums Flows::country_sums(const LaneSums& sums, ZoneIndex begin, ZoneIndex end) const {
  const std::size_t countries = homes_in_.size();
  return over_blocks(end * countries, [&](std::size_t block, double* persons) {
    const std::size_t homes = std::min(kLanes, zones_ + 1 - block * kLanes);
    for (ZoneIndex place = begin; place < end; ++place) {
      const double* people = lanes(sums, block, place);
      if (countries == 1) {
        persons[place] = sum_row({people, homes});
        continue;
      }
      for (std::size_t l = 0; l < homes; ++l) {
        persons[place * countries + country_of_[block * kLanes + l]] += people[l];
      }
    }
  });
}

/// Those who spent nights on the way; the others are where they went already.
void Flows::travel(const DayView& today, Behaviour&) {
  auto& slot = arrivals_[static_cast<std::size_t>(today.step)];
  if (!slot) return;
  for (const auto& [from, to, cause, abroad, persons] : slot->passages) {
    recorder_.arrive(from, to, cause, abroad, persons);
  }
  for (std::size_t block = own_.first; block < own_.end && slot->people.made(); ++block) {
    for (ZoneIndex zone = 0; zone < zones_; ++zone) {
      if (!occupied_[zone]) continue;
      add_scaled_row(1, {slot->people.at(block, zone), strata_ * kLanes},
                     {displaced_.at(block, zone), strata_ * kLanes});
    }
  }
  slot.reset();
}

void Flows::check_conservation(int day) const {
  const double resting = over_blocks(1, [&](std::size_t block, double* there) {
    *there = sum_row(displaced_.block(block)) + sum_row(integrated_.block(block));
    if (stranded_.made()) *there += sum_row(stranded_.block(block));
  })[0];
  const double away = resting + recorder_.on_the_way();
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
  if (by_stratum.categories > 0) {
    const auto sums = over_blocks(strata_ * zones_, [&](std::size_t block, double* there) {
      for (std::size_t cell = 0; cell < strata_ * zones_; ++cell) {
        const double* people = displaced_.at(block, cell % zones_) + cell / zones_ * kLanes;
        there[cell] = sum_row({people, kLanes});
      }
    });
    std::ranges::copy(
        sums, by_stratum.persons.begin() + static_cast<std::ptrdiff_t>(row) * std::ssize(sums));
  }
  if (by_home.categories == 0) return;
  for (std::size_t home = own_.first * kLanes; home < std::min(zones_, own_.end * kLanes); ++home) {
    for (ZoneIndex place = 0; place < zones_; ++place) {
      const double* people = displaced_.at(home / kLanes, place) + home % kLanes;
      for (std::size_t s = 0; s < strata_; ++s) by_home.row(row, home)[place] += people[s * kLanes];
    }
  }
  const std::size_t cells = zones_ * zones_;
  partition_.unite(
      std::span(by_home.persons).subspan(static_cast<std::size_t>(row) * cells, cells));
}

}  // namespace ravenstein
