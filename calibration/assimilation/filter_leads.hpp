// SPDX-License-Identifier: Apache-2.0
// How good the forecasts of a filter would have been: for every day what was forecast of it a lead
// before, from the counts known then.
#pragma once

#include <span>
#include <vector>

#include "calibration/assimilation/run_filter.hpp"
#include "calibration/scores/no_skill.hpp"

namespace ravenstein::calibration {

/// Central intervals of the members.
inline constexpr double kFilterLevels[] = {.8, .95};

/// Forecasts of all days at one lead, days x camps. Days of which nothing could be said so long
/// before hold the observed people.
struct LeadForecast {
  int lead_days = 0;
  std::vector<double> mean;                ///< of the members
  std::vector<double> lower[2], upper[2];  ///< per level of kFilterLevels
};

/// Every count of the scenario's observations is an update on its day; a forecast goes on from the
/// last one without counts. The scenario runs as cohorts, by day.
std::vector<LeadForecast> filter_leads(const Scenario& scenario, const FilterPlan& plan,
                                       const CampObservations& observed, std::span<const int> leads,
                                       std::uint64_t seed);

/// Observed entries of the camps as counts.
std::vector<PeopleCount> counts_of(const CampObservations& observed);

}  // namespace ravenstein::calibration
