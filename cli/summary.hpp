// SPDX-License-Identifier: Apache-2.0
// What `run` tells when it is done.
#pragma once

#include <string>

#include "cli/project.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::cli {

/// People, days, moves, wall time; skill of the run and of those beside it; remarks.
std::string summary_text(const io::ScenarioFile& file, const Projected& projected);

}  // namespace ravenstein::cli
