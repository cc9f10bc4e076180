// SPDX-License-Identifier: Apache-2.0
// `free` of the observations, as free parameters of the plan.
#pragma once

#include "calibration/fit/plan.hpp"
#include "io/yaml/node.hpp"

namespace ravenstein::calibration {

/// Adds them after the parameters of the behaviour; the plan's form and series are known.
void read_error_parameters(const io::YamlNode& root, CalibrationPlan& plan, Problems& problems);

}  // namespace ravenstein::calibration
