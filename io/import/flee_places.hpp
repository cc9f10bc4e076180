// SPDX-License-Identifier: Apache-2.0
// The parts of a Flee case that say where things are: locations.csv, routes.csv, closures.csv.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "io/import/flee_case.hpp"
#include "io/import/positional.hpp"

namespace ravenstein::io {

/// Zones in file order and what the other files need to know of them.
struct FleeLocations {
  std::vector<Zone> zones;
  ZoneNames names;
  std::string home_country;
  std::vector<int> conflict_date;  ///< per zone; -1: not a conflict zone by its type
};

FleeLocations read_flee_locations(const PositionalTable& table, ImportReport& report);
std::vector<Link> read_flee_routes(const PositionalTable& table, const FleeLocations& locations,
                                   ImportReport& report);
/// Closures that close something within the period of `days`.
std::vector<Closure> read_flee_closures(const PositionalTable& table,
                                        const FleeLocations& locations, std::span<const Link> links,
                                        int days, ImportReport& report);

/// The two zones named in fields `first` and `first + 1`; empty, and told, if one is not known or
/// both are the same.
std::optional<std::pair<ZoneIndex, ZoneIndex>> two_flee_zones(const PositionalTable& table,
                                                              const PositionalRow& row,
                                                              std::size_t first,
                                                              const FleeLocations& locations,
                                                              ImportReport& report);

}  // namespace ravenstein::io
