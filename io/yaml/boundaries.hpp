// SPDX-License-Identifier: Apache-2.0
// The GeoJSON of boundaries that a scenario's key `boundaries` names.
#pragma once

#include <span>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/world/zone.hpp"
#include "io/files.hpp"
#include "io/yaml/node.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::io {

/// Reads it and finds the zones in it (report/boundaries.hpp); empty if the key is not given.
/// Problems: no file, no GeoJSON, none of the zones in it. Zones without a polygon are a note.
Boundaries boundaries_of_scenario(const YamlNode& scenario, InputFiles& files,
                                  std::span<const Zone> zones, Problems& problems,
                                  std::vector<Problem>& notes);

}  // namespace ravenstein::io
