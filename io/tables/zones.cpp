// SPDX-License-Identifier: Apache-2.0
#include "io/tables/zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

struct ZoneColumns {
  Column code, name, country, kind, population;
  Column region, latitude, longitude, capacity, provenance;
  std::vector<Column> attributes;
};

ZoneColumns find_columns(Table& table) {
  ZoneColumns columns;
  columns.code = table.need("code");
  columns.name = table.need("name");
  columns.country = table.need("country");
  columns.kind = table.need("kind");
  columns.population = table.need("population");
  columns.region = table.find("region");
  columns.latitude = table.find("latitude_deg");
  columns.longitude = table.find("longitude_deg");
  columns.capacity = table.find("capacity");
  columns.provenance = table.find("capacity_provenance");
  const bool complete =
      columns.code && columns.name && columns.country && columns.kind && columns.population;
  for (const Column other : table.others()) {
    if (complete && !table.refuse_misspelt(other)) columns.attributes.push_back(other);
  }
  return columns;
}

/// Position of the cell's text among the names; a problem if it is none of them.
std::optional<std::size_t> read_name(Table& table, std::size_t row, Column column,
                                     const std::vector<std::string>& names) {
  const std::string_view text = table.text(row, column);
  if (text.empty()) return {};
  const auto found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  table.problem(row, column,
                fmt::format("expected one of {}, found {}", listed(names), in_quotes(text)),
                did_you_mean(text, names));
  return {};
}

void read_position(Table& table, std::size_t row, const ZoneColumns& columns, Zone& zone) {
  const bool latitude = !table.blank(row, columns.latitude);
  const bool longitude = !table.blank(row, columns.longitude);
  if (latitude != longitude) {
    table.problem(row, latitude ? columns.longitude : columns.latitude,
                  "latitude and longitude are given together or not at all");
    return;
  }
  if (!latitude) return;
  if (const auto y = table.real(row, columns.latitude, -90, 90)) zone.latitude_deg = *y;
  if (const auto x = table.real(row, columns.longitude, -180, 180)) zone.longitude_deg = *x;
}

void read_capacity(Table& table, std::size_t row, const ZoneColumns& columns, Zone& zone) {
  if (!table.blank(row, columns.capacity)) {
    zone.capacity = table.persons(row, columns.capacity);
    if (zone.capacity == 0) {
      table.problem(row, columns.capacity,
                    "a capacity of 0: leave the cell empty if it is not known or has no limit, and "
                    "close the camp (closures) if it receives nobody");
    } else if (!receives(zone)) {
      table.problem(row, columns.capacity,
                    "only zones that receive people (camp, idp_camp) have a capacity");
    }
  }
  if (table.blank(row, columns.provenance)) return;
  if (const auto found = read_name(table, row, columns.provenance, capacity_provenance_names())) {
    zone.capacity_provenance = static_cast<CapacityProvenance>(*found);
  }
}

Zone read_zone(Table& table, std::size_t row, const ZoneColumns& columns) {
  Zone zone;
  zone.code = table.peek(row, columns.code);
  zone.name = table.text(row, columns.name);
  zone.country = table.text(row, columns.country);
  zone.region = table.peek(row, columns.region);
  const auto kind = read_name(table, row, columns.kind, zone_kind_names());
  if (kind) zone.kind = static_cast<ZoneKind>(*kind);
  if (!table.blank(row, columns.population)) {
    zone.population = table.persons(row, columns.population).value_or(0);
  }
  read_position(table, row, columns, zone);
  if (kind) read_capacity(table, row, columns, zone);
  for (const Column column : columns.attributes) {
    if (table.blank(row, column)) continue;
    if (const auto value = table.real(row, column)) {
      zone.attributes[table.columns()[column.index]] = *value;
    }
  }
  return zone;
}

}  // namespace

const std::vector<std::string>& zone_kind_names() {
  static const std::vector<std::string> kNames{"town", "camp", "idp_camp", "hub", "marker"};
  return kNames;
}

const std::vector<std::string>& capacity_provenance_names() {
  static const std::vector<std::string> kNames{"unknown", "planned", "observed_maximum",
                                               "estimated"};
  return kNames;
}

ZoneTable read_zones(Table& table) {
  const ZoneColumns columns = find_columns(table);
  ZoneTable result;
  result.code = columns.code;
  result.capacity = columns.capacity;
  result.attributes = columns.attributes;
  result.refused = table.peek_misshapen(columns.code);
  result.complete = !table.cut_off() && std::find(result.refused.begin(), result.refused.end(),
                                                  "") == result.refused.end();
  std::map<std::string, std::size_t, std::less<>> first_row;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const std::string_view code = table.text(r, columns.code);
    Zone zone = read_zone(table, r, columns);
    if (code.empty()) {
      result.complete = false;
      continue;
    }
    const auto [before, is_new] = first_row.emplace(code, r);
    if (!is_new) {
      table.problem(r, columns.code,
                    fmt::format("zone {} is already in line {}", in_quotes(code),
                                table.place(before->second).line));
      result.complete = false;
      continue;
    }
    result.zones.push_back(std::move(zone));
    result.row.push_back(r);
  }
  return result;
}

ZoneCodes::ZoneCodes(std::span<const Zone> zones) : zones_(zones) {
  for (std::size_t z = 0; z < zones.size(); ++z) {
    index_.emplace(zones[z].code, static_cast<ZoneIndex>(z));
    codes_.push_back(zones[z].code);
  }
}

ZoneCodes::ZoneCodes(const ZoneTable& table) : ZoneCodes(table.zones) {
  refused_ = table.refused;
  complete_ = table.complete;
}

bool ZoneCodes::excused(std::string_view code) const {
  return !complete_ || std::find(refused_.begin(), refused_.end(), code) != refused_.end();
}

std::optional<ZoneIndex> ZoneCodes::find(std::string_view code) const {
  const auto found = index_.find(code);
  if (found == index_.end()) return {};
  return found->second;
}

std::string ZoneCodes::hint(std::string_view code) const {
  const auto named = std::find_if(zones_.begin(), zones_.end(),
                                  [&](const Zone& zone) { return zone.name == code; });
  if (named != zones_.end()) return fmt::format("its code is \"{}\"", named->code);
  return did_you_mean(code, codes_);
}

std::optional<ZoneIndex> ZoneCodes::read(Table& table, std::size_t row, Column column) const {
  const std::string_view code = table.text(row, column);
  if (code.empty()) return {};
  const auto zone = find(code);
  if (!zone && !excused(code))
    table.problem(row, column, fmt::format("unknown zone {}", in_quotes(code)), hint(code));
  return zone;
}

}  // namespace ravenstein::io
