// SPDX-License-Identifier: Apache-2.0
// From the scenario as written to the scenario as simulated: reads the tables and checks what the
// parts say of each other.
#pragma once

#include <span>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/files.hpp"
#include "io/yaml/node.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

/// The scenario in the merged tree. Only of use if no problem was added. `notes`: what is no
/// mistake, but should be known.
Scenario assemble(const YamlNode& root, InputFiles& files,
                  std::span<const models::BehaviourModel> models, Problems& problems,
                  std::vector<Problem>& notes);

}  // namespace ravenstein::io
