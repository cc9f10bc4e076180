// SPDX-License-Identifier: Apache-2.0
// What is no mistake in a calibration but should be known.
#pragma once

#include <string>
#include <vector>

#include "calibration/fit/plan.hpp"

namespace ravenstein::calibration {

/// A note for each table whose counts, as given, lie before recounts by which the scenario scales
/// its own observations.
std::vector<std::string> notes_of(const CalibrationPlan& plan);

}  // namespace ravenstein::calibration
