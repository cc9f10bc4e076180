// SPDX-License-Identifier: Apache-2.0
#include "engine/flows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "engine/travel.hpp"

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
      residents_(zones_ * strata_),
      returnees_(zones_ * strata_),
      residents_shown_(zones_),
      away_(zones_, causes_, strata_),
      arrivals_(static_cast<std::size_t>(scenario.period.steps()) + 1),
      observed_(daily(scenario.observations, scenario.period.days,
                      static_cast<double>(scenario.population.hasten))),
      prescribed_(prescribe(observed_, scenario.population, Resolution::flows)) {
  for (const std::string& cause : causes) {
    relative_.push_back(scenario.strata.relative_hazards(cause));
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
  for (const CorridorIndex c : away_.at(place)) people += sum(away_.cells(c, Status::displaced));
  return people;
}

void Flows::count_at_risk(std::span<double> settled, std::span<double> displaced) const {
  std::vector<double> at_home(strata_), away(strata_);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    for (std::size_t s = 0; s < strata_; ++s) {
      at_home[s] = residents_[zone * strata_ + s] + returnees_[zone * strata_ + s];
      away[s] = 0;
    }
    for (const CorridorIndex c : away_.at(zone)) {
      for (std::size_t s = 0; s < strata_; ++s) {
        at_home[s] += away_.cells(c, Status::integrated)[s];
        away[s] += away_.cells(c, Status::displaced)[s];
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
  if (!arrivals_[slot]) {
    arrivals_[slot].emplace();
    arrivals_[slot]->people.resize(zones_ + 1);
  }
  return *arrivals_[slot];
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

void Flows::travel(const DayView& today, Behaviour&) {
  auto& slot = arrivals_[static_cast<std::size_t>(today.step)];
  if (!slot) return;
  for (const auto& [from, to, cause, abroad, persons] : slot->passages) {
    recorder_.arrive(from, to, cause, abroad, persons);
  }
  for (std::size_t row = 0; row <= zones_; ++row) {
    const HomeArrivals& people = slot->people[row];
    for (std::size_t n = 0; n < people.places().size(); ++n) {
      const CorridorIndex into = away_.open(people.places()[n], home_of(row));
      const auto there = away_.cells(into, Status::displaced);
      const auto came = people.at(n, strata_);
      for (std::size_t s = 0; s < strata_; ++s) there[s] += came[s];
    }
  }
  slot.reset();
}

/// Moves a share of the people of a corridor into other cells; returns how many that are.
double Flows::move_share(std::span<double> from, double share, std::span<double> to) const {
  double persons = 0;
  for (std::size_t cell = 0; cell < from.size(); ++cell) {
    const double part = from[cell] * share;
    from[cell] -= part;
    to[cell % to.size()] += part;
    persons += part;
  }
  return persons;
}

void Flows::settle(const DayView& today, const Hazards& hazards) {
  for (CorridorIndex c = 0; c < away_.size(); ++c) {
    const ZoneIndex place = away_.place(c), home = away_.home(c);
    const auto displaced = away_.cells(c, Status::displaced).first(strata_);
    const auto integrated = away_.cells(c, Status::integrated).first(strata_);
    const bool abroad = recorder_.abroad(home, place);
    double stays = 0;
    if (home != kNowhere) {
      const double hazard = hazards.returning[home] + hazards.staying[home];
      const double deciding = leave_probability(hazard * today.days);
      if (deciding > 0) {
        const double going = deciding * hazards.returning[home] / hazard;
        const auto at_home = std::span(returnees_).subspan(home * strata_, strata_);
        recorder_.come_home(place, home, abroad, move_share(displaced, going, at_home));
        stays += move_share(displaced, (deciding - going) / (1 - going), integrated);
      }
    }
    const double settling = leave_probability(hazards.settling[place] * today.days);
    if (settling > 0) stays += move_share(displaced, settling, integrated);
    if (stays > 0) recorder_.change(place, Status::displaced, Status::integrated, abroad, stays);
  }
}

void Flows::check_conservation(int day) const {
  double people = sum(residents_) + sum(returnees_) + recorder_.on_the_way();
  double away = recorder_.on_the_way();
  for (CorridorIndex c = 0; c < away_.size(); ++c) {
    away += sum(away_.cells(c, Status::displaced).first(strata_)) +
            sum(away_.cells(c, Status::integrated).first(strata_));
    if (anybody_stranded_) away += sum(away_.cells(c, Status::stranded));
  }
  people += away - recorder_.on_the_way();
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
  for (CorridorIndex c = 0; c < away_.size(); ++c) {
    const auto cells = away_.cells(c, Status::displaced).first(strata_);
    const ZoneIndex place = away_.place(c);
    if (by_stratum.categories > 0) {
      for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        by_stratum.row(row, cell)[place] += cells[cell];
      }
    }
    if (by_home.categories > 0 && away_.home(c) != kNowhere) {
      by_home.row(row, away_.home(c))[place] += sum(cells);
    }
  }
}

}  // namespace ravenstein
