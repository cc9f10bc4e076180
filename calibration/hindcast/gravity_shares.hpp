// SPDX-License-Identifier: Apache-2.0
// The gravity law, fitted at each origin to the flows that were known, as a forecast of shares.
#pragma once

#include <vector>

#include "calibration/hindcast/corridors.hpp"
#include "calibration/regression/destination_logit.hpp"

namespace ravenstein::calibration {

/// Utility of j for people of i: a constant if j = i; else b ln(distance) + c ln(mass_j) [+ d
/// adjacent]. Squares are zones x zones.
struct GravityInputs {
  std::vector<double> distance_km{};
  std::vector<double> mass{};      ///< > 0, per zone
  std::vector<double> adjacent{};  ///< 1 for neighbours; empty: no such term
};

/// The choices of all known months up to the month before `end` added up; end = first month of the
/// flows: no persons.
DestinationChoices gravity_choices(const MonthlyFlows& flows, const GravityInputs& inputs, int end);

/// The same choices as the model `drivers` sees them (models/movement/corridor_memory.hpp): staying
/// has the mass of the zone, too.
DestinationChoices model_gravity_choices(const MonthlyFlows& flows, const GravityInputs& inputs,
                                         int end);

ShareForecaster gravity_shares(const MonthlyFlows& flows, GravityInputs inputs);

}  // namespace ravenstein::calibration
