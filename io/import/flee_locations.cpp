// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "io/import/flee_places.hpp"

namespace ravenstein::io {
namespace {

constexpr double kAnyNumber = -std::numeric_limits<double>::infinity();
constexpr std::int64_t kAnyWhole = std::numeric_limits<std::int64_t>::min();

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The kind of a location type, first match wins as in Flee; empty if Flee does not know it.
std::optional<ZoneKind> kind_of(std::string_view location_type) {
  const std::string type = lower_case(location_type);
  if (contains(type, "camp")) return contains(type, "idp") ? ZoneKind::idp_camp : ZoneKind::camp;
  if (contains(type, "conflict")) return ZoneKind::town;
  if (contains(type, "forward")) return ZoneKind::hub;
  if (contains(type, "marker")) return ZoneKind::marker;
  if (contains(type, "flood_zone") || contains(type, "default") || contains(type, "town")) {
    return ZoneKind::town;
  }
  return {};
}

/// locations.csv: name, region, country, latitude, longitude, type, conflict date, population or
/// capacity, attributes...
class LocationReader {
 public:
  LocationReader(const PositionalTable& table, ImportReport& report)
      : table_(&table), report_(&report), numbers_(table, report), header_(table.header()) {}

  FleeLocations read() {
    std::vector<const PositionalRow*> rows = table_->data();
    if (!rows.empty() && header_.empty() && is_header(*rows.front())) {
      report_->repaired(table_->place(*rows.front()), "", "first line read as a header without #");
      header_ = rows.front()->fields;
      rows.erase(rows.begin());
    }
    for (const PositionalRow* row : rows) read_row(*row);
    if (found_.zones.empty()) {
      report_->wrong({table_->file, 0, 0}, "", "expected locations, found none");
    } else {
      find_home_country();
    }
    if (without_population_ > 0) {
      report_->repaired({table_->file, 0, 0}, "population",
                        fmt::format("empty in {} rows, read as 0", without_population_));
    }
    return std::move(found_);
  }

 private:
  static constexpr std::size_t kFirstAttribute = 8;

  static bool is_header(const PositionalRow& row) {
    return row.fields.size() > 4 && !parse_number(row.field(3)) && !row.field(3).empty() &&
           !parse_number(row.field(4)) && !row.field(4).empty();
  }

  void read_row(const PositionalRow& row) {
    constexpr std::size_t kNeeded = 6;
    if (row.fields.size() < kNeeded) {
      report_->wrong(
          table_->place(row), row.field(0),
          fmt::format("expected at least {} columns, found {}", kNeeded, row.fields.size()),
          "name,region,country,latitude,longitude,location_type,...");
      return;
    }
    if (row.field(0).empty()) {
      report_->wrong(table_->place(row, 0), "", "expected a name, found nothing");
      return;
    }
    if (!found_.names.add(row.field(0), static_cast<ZoneIndex>(found_.zones.size()))) {
      report_->left_out(table_->place(row, 0), row.field(0),
                        "named before; only the first row is used");
      return;
    }
    found_.zones.push_back(read_zone(row));
  }

  Zone read_zone(const PositionalRow& row) {
    Zone zone;
    zone.code = row.field(0);
    zone.name = zone.code;
    std::replace(zone.name.begin(), zone.name.end(), '_', ' ');
    zone.region = row.field(1).empty() ? "unknown" : row.field(1);
    zone.country = row.field(2).empty() ? "unknown" : row.field(2);
    zone.latitude_deg = coordinate(row, 3, "latitude", 90);
    zone.longitude_deg = coordinate(row, 4, "longitude", 180);
    if (std::isnan(zone.latitude_deg) != std::isnan(zone.longitude_deg)) {
      report_->left_out(table_->place(row, 3), zone.code, "a position with one coordinate only");
      zone.latitude_deg = zone.longitude_deg = std::numeric_limits<double>::quiet_NaN();
    }
    const std::optional<ZoneKind> kind = kind_of(row.field(5));
    if (!kind) {
      report_->repaired(table_->place(row, 5), zone.code,
                        fmt::format("unknown location type \"{}\", read as town", row.field(5)));
    }
    zone.kind = kind.value_or(ZoneKind::town);
    read_people(row, zone);
    read_attributes(row, zone);
    const bool conflict =
        zone.kind == ZoneKind::town && contains(lower_case(row.field(5)), "conflict");
    found_.conflict_date.push_back(
        conflict ? static_cast<int>(numbers_.whole(row, 6, "conflict_date", kAnyWhole, 0)) : -1);
    return zone;
  }

  double coordinate(const PositionalRow& row, std::size_t field, std::string_view what,
                    double limit) {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    const double degrees = numbers_.real(row, field, what, kAnyNumber, kUnknown);
    if (degrees >= -limit && degrees <= limit) return degrees;
    if (!row.field(field).empty()) {
      report_->wrong(table_->place(row, field), std::string(what),
                     fmt::format("expected {}..{}, found {}", -limit, limit, degrees));
    }
    return kUnknown;
  }

  void read_people(const PositionalRow& row, Zone& zone) {
    const std::string_view what = receives(zone) ? "capacity" : "population";
    if (!receives(zone) && row.field(7).empty()) ++without_population_;
    // Flee reads a capacity below one as "unlimited".
    const std::int64_t people = numbers_.whole(row, 7, what, receives(zone) ? kAnyWhole : 0, 0);
    if (!receives(zone)) {
      zone.population = people;
    } else if (people >= 1) {
      zone.capacity = people;
    } else {
      report_->repaired(table_->place(row, 7), zone.code,
                        fmt::format("capacity \"{}\" is below 1: unlimited", row.field(7)));
    }
  }

  void read_attributes(const PositionalRow& row, Zone& zone) {
    for (std::size_t i = kFirstAttribute; i < row.fields.size(); ++i) {
      if (row.field(i).empty()) continue;
      const std::string name = i < header_.size() ? header_[i] : std::string();
      const std::optional<double> value = parse_number(row.field(i));
      if (name.empty() || !value) {
        report_->left_out(
            table_->place(row, i), zone.code,
            name.empty() ? fmt::format("\"{}\" in a column without a name", row.field(i))
                         : fmt::format("attribute {}: \"{}\" is not a number", name, row.field(i)));
      } else {
        zone.attributes[name] = *value;
      }
    }
  }

  void find_home_country() {
    const std::vector<Zone>& zones = found_.zones;
    found_.home_country = zones.front().country;
    if (!receives(zones.front())) return;
    // Flee takes the country of the first row, even where that is a camp abroad.
    std::vector<std::pair<std::string, int>> conflict_zones;
    for (std::size_t z = 0; z < zones.size(); ++z) {
      if (found_.conflict_date[z] < 0) continue;
      const auto known = std::find_if(conflict_zones.begin(), conflict_zones.end(),
                                      [&](const auto& c) { return c.first == zones[z].country; });
      if (known == conflict_zones.end()) {
        conflict_zones.emplace_back(zones[z].country, 1);
      } else {
        ++known->second;
      }
    }
    const auto most =
        std::max_element(conflict_zones.begin(), conflict_zones.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == conflict_zones.end() || most->first == found_.home_country) return;
    report_->repaired(
        {table_->file, 0, 0}, "home country",
        fmt::format("the first row, {}, is a camp in {}: {} (most conflict zones) is used",
                    zones.front().code, found_.home_country, most->first));
    found_.home_country = most->first;
  }

  const PositionalTable* table_;
  ImportReport* report_;
  NumberReader numbers_;
  std::vector<std::string> header_;
  FleeLocations found_;
  int without_population_ = 0;
};

}  // namespace

FleeLocations read_flee_locations(const PositionalTable& table, ImportReport& report) {
  return LocationReader(table, report).read();
}

}  // namespace ravenstein::io
