// SPDX-License-Identifier: Apache-2.0
// Standards of what people need, from YAML: the files that ship with the program, and what a
// country or a city puts on top.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/world/zone.hpp"
#include "io/files.hpp"
#include "io/yaml/node.hpp"
#include "models/needs/standards.hpp"

namespace ravenstein::io {

struct ShippedStandards {
  std::string_view name;  ///< e.g. `sphere`
  std::string_view yaml;
};
/// As in scenarios/standards. Where several have a value, the first one's counts.
std::span<const ShippedStandards> shipped_standards();

/// Puts the values of a file on top of those that are there. Its `countries` and `zones` must be
/// among the world's. Problems: no source, another unit, out of range, unknown names, all at once.
void read_standards(const YamlNode& root, std::span<const Zone> world, models::Standards& standards,
                    Problems& problems);
/// The same for a file that `named_at` names.
void read_standards(InputFiles& files, const std::string& path, const Place& named_at,
                    std::span<const Zone> world, models::Standards& standards, Problems& problems);

/// All that ship with the program, and above them the file that the scenario's key `standards`
/// names.
models::Standards standards_of_scenario(const YamlNode& scenario, InputFiles& files,
                                        std::span<const Zone> world, Problems& problems);

}  // namespace ravenstein::io
