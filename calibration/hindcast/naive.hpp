// SPDX-License-Identifier: Apache-2.0
// Forecasts that need no model: what was displaced last, or usually.
#pragma once

#include "calibration/hindcast/hindcast.hpp"

namespace ravenstein::calibration {

enum class Trailing { mean, median };

/// The mean or median of the last `months` known months of each zone: persistence is the mean of 1.
/// In a scenario it stays frozen at what was known at the origin. `displaced` must outlive it.
Forecaster trailing_forecast(const MonthlySeries& displaced, int months, Trailing statistic);

}  // namespace ravenstein::calibration
