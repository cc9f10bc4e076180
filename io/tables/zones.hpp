// SPDX-License-Identifier: Apache-2.0
// The table of zones: code, name, country, kind, population; may have region, latitude_deg,
// longitude_deg, capacity, capacity_provenance. Every other column is a numeric attribute.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/world/zone.hpp"
#include "io/tables/table.hpp"

namespace ravenstein::io {

/// The names of the kinds of zone, in the order of ZoneKind.
const std::vector<std::string>& zone_kind_names();
/// The names of the provenances, in the order of CapacityProvenance.
const std::vector<std::string>& capacity_provenance_names();

/// Zones with their rows in the table. Columns are kept to point at in later checks.
struct ZoneTable {
  std::vector<Zone> zones;
  std::vector<std::size_t> row;  ///< per zone
  Column code, capacity;
  std::vector<Column> attributes;
  std::vector<std::string> refused;  ///< codes of rows that could not be read
  bool complete = true;              ///< false: there may be zones of any other code, too
};

ZoneTable read_zones(Table& table);

/// Finds zones by their code.
class ZoneCodes {
 public:
  explicit ZoneCodes(std::span<const Zone> zones);
  /// Codes that only a mistake in the table keeps unknown are no mistakes of their own.
  explicit ZoneCodes(const ZoneTable& table);
  std::optional<ZoneIndex> find(std::string_view code) const;
  /// Whether an unknown code may be that of a zone whose row was refused; this has been told.
  bool excused(std::string_view code) const;
  /// The zone that a cell names; a problem if there is none of that code.
  std::optional<ZoneIndex> read(Table& table, std::size_t row, Column column) const;
  /// What may have been meant by an unknown code, as a hint.
  std::string hint(std::string_view code) const;

 private:
  std::span<const Zone> zones_;
  std::unordered_map<std::string_view, ZoneIndex> index_;
  std::vector<std::string> codes_;
  std::vector<std::string> refused_;
  bool complete_ = true;
};

}  // namespace ravenstein::io
