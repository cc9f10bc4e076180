// SPDX-License-Identifier: Apache-2.0
// Blocked by zone: each block of zones is forecast by a fit that has not seen any of them.
#pragma once

#include "calibration/hindcast/engine_forecaster.hpp"

namespace ravenstein::calibration {

/// Zone z is of block z % blocks. The state of a zone (its own displacement so far) is known to the
/// run; coefficients, zone effects and recalibration are the others'.
Forecaster blocked_by_zone(const EngineForecast& setup, int blocks);

}  // namespace ravenstein::calibration
