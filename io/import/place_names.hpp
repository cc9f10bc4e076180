// SPDX-License-Identifier: Apache-2.0
// Finds zones by the names that registers give them.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/world/zone.hpp"
#include "io/tables/table.hpp"

namespace ravenstein::io {

/// Another spelling, or a place that a zone contains.
struct PlaceAlias {
  std::string_view name;
  std::string_view zone;  ///< name of the zone
};

/// Spellings of Somali districts in the tables of FSNAU, the World Bank and PRMN, and districts
/// founded since 2014 that lie in one of the 74 (Badhan and Dhahar in Laasqoray).
std::span<const PlaceAlias> somali_aliases();

/// Names without regard to case. Districts are found by their own name; the region that a register
/// puts them in may differ from ours.
class PlaceNames {
 public:
  explicit PlaceNames(std::span<const Zone> zones, std::span<const PlaceAlias> aliases = {});
  std::optional<ZoneIndex> find(std::string_view name) const;
  /// The zone that a cell names; a problem, with the nearest name, if there is none.
  std::optional<ZoneIndex> read(Table& table, std::size_t row, Column column) const;
  std::span<const Zone> zones() const { return zones_; }

 private:
  std::span<const Zone> zones_;
  std::map<std::string, ZoneIndex, std::less<>> index_;
  std::vector<std::string> names_;  ///< of zones and aliases, for hints
};

}  // namespace ravenstein::io
