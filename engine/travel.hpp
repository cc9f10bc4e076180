// SPDX-License-Identifier: Apache-2.0
// Small rules that every resolution shares.
#pragma once

#include <algorithm>
#include <cmath>

#include "engine/scenario.hpp"

namespace ravenstein {

/// Probability to leave within a day under a hazard: 1 - exp(-h).
inline double leave_probability(double hazard_per_day) { return -std::expm1(-hazard_per_day); }

/// Nights on the way: 0 = arrives on the day of departure (up to one day's distance).
inline int travel_days(const TravelPlan& plan, double distance_km) {
  if (plan.mode == TravelPlan::Mode::instantaneous) return 0;
  return std::max(0, static_cast<int>(std::ceil(distance_km / plan.speed_km_per_day)) - 1);
}

/// Are the people of receiving zones set to the observed ones on this day?
inline bool people_are_given(const PopulationPlan& plan, int day) {
  return day == 0 ? plan.initial == PopulationPlan::Initial::observed
                  : day <= plan.observed_until_day;
}

}  // namespace ravenstein
