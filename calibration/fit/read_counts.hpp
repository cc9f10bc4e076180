// SPDX-License-Identifier: Apache-2.0
// The counts that a calibration compares with: of the scenario, or of tables of their own.
#pragma once

#include "calibration/fit/plan.hpp"
#include "io/files.hpp"
#include "io/yaml/node.hpp"

namespace ravenstein::calibration {

/// Fills series, fit and hold_out of the plan, whose form is known; the scenario as far as it is
/// sound, and `windows` if they are. Whatever is wrong with the counts is told in any case.
void read_counts(const io::YamlNode& root, io::InputFiles& files, bool windows,
                 CalibrationPlan& plan, Problems& problems);

}  // namespace ravenstein::calibration
