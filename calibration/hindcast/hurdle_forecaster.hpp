// SPDX-License-Identifier: Apache-2.0
// The hurdle-lognormal model of one cause as a forecaster: fitted at each origin to what was known.
#pragma once

#include <cstdint>
#include <vector>

#include "calibration/hindcast/hindcast.hpp"
#include "calibration/regression/hurdle_lognormal.hpp"

namespace ravenstein::calibration {

/// What the model is fitted to. Series outlive the forecaster.
struct HurdleInputs {
  const MonthlySeries* displaced = nullptr;     ///< persons per month and zone
  std::vector<const MonthlySeries*> drivers{};  ///< one column each, after the ones
  std::vector<double> cap{};                    ///< persons per zone: no draw is above
  int fit_from = 0;                             ///< first month of the fit
  HurdlePenalty penalty{};
  bool regions = true;           ///< with an effect per zone
  std::vector<bool> left_out{};  ///< zones that are not fitted to; empty: none
};

/// Cells up to the month before `end`, as the fit sees them: without zones that are left out.
HurdleData hurdle_data(const HurdleInputs& inputs, int end);

/// The distribution of each cell given its drivers, with `sample` even quantiles. Drivers made of
/// displacement (memories) must be known: one step ahead, or none of them.
Forecaster hurdle_forecaster(const HurdleInputs& inputs, std::size_t sample);

struct SimulationOptions {
  std::size_t paths = 1000;
  std::uint64_t seed = 1;
  double half_life_months = 1;   ///< of the memory
  bool draw_parameters = false;  ///< each path its own, as uncertain as the fit (by month)
};

/// Months simulated forward: the first driver is the memory of displacement (displacement_memory of
/// models/drivers/memory.hpp), made anew along each path from what the path drew. One shock per
/// path, zone and month (Purpose::shock).
Forecaster simulated_hurdle_forecaster(const HurdleInputs& inputs,
                                       const SimulationOptions& options);

}  // namespace ravenstein::calibration
