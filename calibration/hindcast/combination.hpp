// SPDX-License-Identifier: Apache-2.0
// A forecast drawn towards a rival, as far as that would have helped before.
#pragma once

#include <vector>

#include "calibration/hindcast/hindcast.hpp"

namespace ravenstein::calibration {

/// Medians w ours + (1 - w) rival, w of 0, 0.1 .. 1 with the smallest sum of errors over the cells
/// of `past` that came before the origin (1 if there are none; the larger w of equals). Samples
/// stay ours. `past`: scenario origins, ascending; `observed` outlives the forecaster.
Forecaster drawn_towards(Forecaster ours, Forecaster rival, const MonthlySeries& observed,
                         std::vector<Origin> past);

}  // namespace ravenstein::calibration
