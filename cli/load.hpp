// SPDX-License-Identifier: Apache-2.0
// A scenario from wherever the user points: a YAML file, its folder, or a projection, which holds
// the scenario it was made from.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "io/yaml/scenario_file.hpp"

namespace ravenstein::cli {

struct LoadedScenario {
  io::ScenarioFile file;
  std::string resolved_yaml;  ///< with all it extends and the overrides merged
  std::string output_stem;    ///< what the projection is called if nobody says otherwise
};

/// Throws InputError with all problems there are.
LoadedScenario load_scenario(const std::string& path, const std::vector<std::string>& overrides);
/// What is no mistake but should be known, a line each.
void tell_notes(const io::ScenarioFile& file, std::ostream& out);

}  // namespace ravenstein::cli
