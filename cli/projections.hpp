// SPDX-License-Identifier: Apache-2.0
// Several projections that are shown together, and their zones by code.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "io/projection/contents.hpp"

namespace ravenstein::cli {

/// Reads all; the problems of all of them are told together (InputError).
std::vector<io::ProjectionFile> read_projections(std::span<const std::string> paths);

/// Short names for tables: the files' without folder and ending; whole paths where that is not
/// enough to tell them apart. UsageError if a file is given twice.
std::vector<std::string> names_of_scenarios(std::span<const std::string> paths);

/// Zones by their codes; InputError with near misses.
std::vector<ZoneIndex> zones_named(std::span<const Zone> zones, std::span<const std::string> codes);

}  // namespace ravenstein::cli
