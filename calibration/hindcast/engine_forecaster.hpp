// SPDX-License-Identifier: Apache-2.0
// The model `drivers` in the simulation as a forecaster of one cause: fitted at each origin, then
// run from the state known there, member by member.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "calibration/hindcast/hurdle_forecaster.hpp"
#include "engine/scenario.hpp"

namespace ravenstein::calibration {

struct EngineForecast {
  /// Zones, monthly series (with displaced_CAUSE) and past flows; its period is set by the origins.
  /// Outlives the forecaster.
  const Scenario* scenario = nullptr;
  std::string cause;
  /// The model's names of HurdleInputs::drivers, in their order.
  std::vector<std::string> terms;
  HurdleInputs fit;
  int members = 500;
  std::uint64_t seed = 1;
  bool recalibrate = false;      ///< by its own earlier forecasts (recalibration.hpp)
  bool draw_parameters = false;  ///< each member its own, as uncertain as the fit
  Interval step = Interval::month;
  Resolution resolution = Resolution::cohorts;
};

/// Cells hold the persons who left, member by member.
Forecaster engine_forecaster(const EngineForecast& setup);

}  // namespace ravenstein::calibration
