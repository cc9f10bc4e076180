// SPDX-License-Identifier: Apache-2.0
// Births and deaths at resolution `flows`: the expectation of what cohorts_renew.cpp draws.
#include <array>

#include "engine/flows.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
void Flows::renew(const DayView& today) {
  const Strata& strata = scenario_.strata;
  if (!strata.has_births_or_deaths()) return;
  const double years = today.days / kDaysPerYear;
  std::vector<Rates> rates;
  for (const Stratum& stratum : strata.strata) {
    rates.push_back({stratum.births_per_year * years,
                     leave_probability(stratum.deaths_per_year * years), stratum.newborn_share});
  }
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    const auto here = [&](std::vector<double>& people) {
      return std::span(people).subspan(zone * strata_, strata_);
    };
    const Change residents = renew_cells(here(residents_), rates);
    recorder_.born(zone, residents.births);
    recorder_.die(zone, residents.deaths);
    const Change returnees = renew_cells(here(returnees_), rates);
    recorder_.born(zone, Status::returnee, false, returnees.births);
    recorder_.die(zone, Status::returnee, false, returnees.deaths);
    show_residents(zone);
  }
  constexpr std::array kAway = {Status::displaced, Status::stranded, Status::integrated};
  for (CorridorIndex c = 0; c < away_.size(); ++c) {
    const bool abroad = recorder_.abroad(away_.home(c), away_.place(c));
    for (const Status status : kAway) {
      if (status == Status::stranded && !anybody_stranded_) continue;
      const auto cells = away_.cells(c, status);
      const std::size_t causes = status == Status::stranded ? causes_ : 1;
      for (std::size_t cause = 0; cause < causes; ++cause) {
        const Change change = renew_cells(cells.subspan(cause * strata_, strata_), rates);
        recorder_.born(away_.place(c), status, abroad, change.births);
        recorder_.die(away_.place(c), status, abroad, change.deaths);
      }
    }
  }
}

Flows::Change Flows::renew_cells(std::span<double> by_stratum, std::span<const Rates> rates) {
  Change change;
  for (std::size_t s = 0; s < by_stratum.size(); ++s) {
    change.births += by_stratum[s] * rates[s].births;
    const double died = by_stratum[s] * rates[s].dying;
    by_stratum[s] -= died;
    change.deaths += died;
  }
  if (change.births > 0) {
    for (std::size_t s = 0; s < by_stratum.size(); ++s) {
      by_stratum[s] += change.births * rates[s].newborn;
    }
  }
  return change;
}

}  // namespace ravenstein
