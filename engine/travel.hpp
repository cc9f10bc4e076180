// SPDX-License-Identifier: Apache-2.0
// Small rules that every resolution shares.
#pragma once

#include <algorithm>
#include <cmath>

#include "engine/behaviour.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

/// Of the Julian calendar: turns rates per year into those of a step.
inline constexpr double kDaysPerYear = 365.25;

/// Probability to leave within a day under a hazard: 1 - exp(-h).
inline double leave_probability(double hazard_per_day) { return -std::expm1(-hazard_per_day); }

/// Nights on the way: 0 = arrives on the day of departure (up to one day's distance).
inline int travel_days(const TravelPlan& plan, double distance_km) {
  if (plan.mode == TravelPlan::Mode::instantaneous) return 0;
  return std::max(0, static_cast<int>(std::ceil(distance_km / plan.speed_km_per_day)) - 1);
}

/// Does the row have a destination?
inline bool leads_somewhere(const ChoiceTable& choice, std::size_t row) {
  return choice.begin[row + 1] > choice.begin[row];
}

/// Nobody leaves a zone that no way leads out of.
inline void leave_out_stranded(const ChoiceTable& choice, std::span<double> weight) {
  for (std::size_t z = 0; z < weight.size(); ++z) {
    if (!leads_somewhere(choice, z)) weight[z] = 0;
  }
}

/// Are the people of receiving zones set to the observed ones on this day?
inline bool people_are_given(const PopulationPlan& plan, int day) {
  return day == 0 ? plan.initial == PopulationPlan::Initial::observed
                  : day <= plan.observed_until_day;
}

}  // namespace ravenstein
