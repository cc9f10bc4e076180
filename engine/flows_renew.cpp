// SPDX-License-Identifier: Apache-2.0
// Births and deaths at resolution `flows`: the expectation of what cohorts_renew.cpp draws.
#include <algorithm>

#include "engine/flows.hpp"
#include "engine/travel.hpp"

namespace ravenstein {

Flows::Rates Flows::rates_of(double days) const {
  const double years = days / kDaysPerYear;
  Rates rates;
  for (const Stratum& stratum : scenario_.strata.strata) {
    rates.births.push_back(stratum.births_per_year * years);
    rates.dying.push_back(leave_probability(stratum.deaths_per_year * years));
    rates.newborn.push_back(stratum.newborn_share);
  }
  return rates;
}

void Flows::renew(const DayView& today) {
  if (!scenario_.strata.has_births_or_deaths()) return;
  const Rates rates = rates_of(today.days);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    const auto here = [&](std::vector<double>& people) {
      return std::span(people).subspan(zone * strata_, strata_);
    };
    const Change residents = renew_home(here(residents_), rates);
    recorder_.born(zone, residents.births);
    recorder_.die(zone, residents.deaths);
    const Change returnees = renew_home(here(returnees_), rates);
    recorder_.born(zone, Status::returnee, false, returnees.births);
    recorder_.die(zone, Status::returnee, false, returnees.deaths);
    show_residents(zone);
  }
  renew_away(Status::displaced, displaced_, rates);
  if (stranded_.made()) renew_away(Status::stranded, stranded_, rates);
  renew_away(Status::integrated, integrated_, rates);
}

Flows::Change Flows::renew_home(std::span<double> by_stratum, const Rates& rates) const {
  Change change;
  for (std::size_t s = 0; s < by_stratum.size(); ++s) {
    change.births += by_stratum[s] * rates.births[s];
    const double died = by_stratum[s] * rates.dying[s];
    by_stratum[s] -= died;
    change.deaths += died;
  }
  for (std::size_t s = 0; s < by_stratum.size(); ++s) {
    by_stratum[s] += change.births * rates.newborn[s];
  }
  return change;
}

void Flows::renew_away(Status status, HomeTable& people, const Rates& rates) {
  each_block([&](std::size_t block) {
    std::fill_n(&lane(born_, block, 0), zones_ * kLanes, 0.0);
    std::fill_n(&lane(died_, block, 0), zones_ * kLanes, 0.0);
    for (ZoneIndex zone = 0; zone < zones_; ++zone) {
      if (!occupied_[zone] && status != Status::stranded) continue;
      for (std::size_t first = 0; first < people.rows(); first += strata_) {  // cause by cause
        lane_math().renew(people.at(block, zone) + first * kLanes, strata_, rates.births.data(),
                          rates.dying.data(), rates.newborn.data(), &lane(born_, block, zone),
                          &lane(died_, block, zone));
      }
    }
  });
  const CountrySums born = country_sums(born_), died = country_sums(died_);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    by_country(born, zone, [&](ZoneIndex, bool abroad, double persons) {
      recorder_.born(zone, status, abroad, persons);
    });
    by_country(died, zone, [&](ZoneIndex, bool abroad, double persons) {
      recorder_.die(zone, status, abroad, persons);
    });
  }
}

}  // namespace ravenstein
