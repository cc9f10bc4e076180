// SPDX-License-Identifier: Apache-2.0
// A table of zones that an importer is given beside what it imports.
#pragma once

#include <filesystem>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/world/zone.hpp"

namespace ravenstein::io {

/// Throws all of them, if there are any, as mistakes in data: an importer reads no scenario.
void throw_as_data(const Problems& problems);

/// The zones of a CSV of ours (docs/scenario.md).
std::vector<Zone> read_zone_file(const std::filesystem::path& path, Problems& problems);

}  // namespace ravenstein::io
