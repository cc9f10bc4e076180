// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/import/flee_places.hpp"

namespace ravenstein::io {
namespace {

/// routes.csv: name1, name2, distance, forced_redirection, attributes...
class RouteReader {
 public:
  RouteReader(const PositionalTable& table, const FleeLocations& locations, ImportReport& report)
      : table_(&table),
        locations_(&locations),
        report_(&report),
        numbers_(table, report),
        header_(table.header()) {}

  std::vector<Link> read() {
    for (const PositionalRow* row : table_->data()) read_row(*row);
    if (links_.empty()) report_->wrong({table_->file, 0, 0}, "", "expected routes, found none");
    for (const std::string& name : unused_) {
      report_->left_out({table_->file, 0, 0}, name, "this column has no equivalent");
    }
    return std::move(links_);
  }

 private:
  void read_row(const PositionalRow& row) {
    if (row.fields.size() < 3) {
      report_->wrong(
          table_->place(row), "",
          fmt::format("expected name1,name2,distance, found {} columns", row.fields.size()));
      return;
    }
    const auto zones = two_flee_zones(*table_, row, 0, *locations_, *report_);
    const double distance_km = numbers_.real(row, 2, "distance", 0);
    if (parse_number(row.field(2)) && distance_km == 0) {
      report_->wrong(table_->place(row, 2), "distance", "expected more than 0 km, found 0");
    }
    if (!zones) return;
    Link link;
    link.a = zones->first;
    link.b = zones->second;
    link.distance_km = distance_km;
    read_forced(row, link);
    read_attributes(row, link);
    if (!repeats(row, link)) links_.push_back(link);
  }

  /// As Flee's documentation has it and as the cases mean it (burundi2015: from the border to the
  /// camp); Flee's code reads 1 and 2 the other way round, to no effect.
  void read_forced(const PositionalRow& row, Link& link) {
    const auto forced = numbers_.whole(row, 3, "forced_redirection", 0, 0);
    if (forced == 0) return;
    if (forced > 2) {
      report_->wrong(table_->place(row, 3), "forced_redirection",
                     fmt::format("expected 0, 1 or 2, found {}", forced));
      return;
    }
    link.forced_from = forced == 1 ? link.b : link.a;
    const auto& zones = locations_->zones;
    report_->repaired(
        table_->place(row, 3), "forced_redirection",
        fmt::format("{} read as from {} to {}", forced, zones[link.forced_from].code,
                    zones[forced == 1 ? link.a : link.b].code),
        "as in Flee's documentation; its code says the reverse, check which is meant");
  }

  void read_attributes(const PositionalRow& row, Link& link) {
    for (std::size_t i = 4; i < row.fields.size(); ++i) {
      if (row.field(i).empty()) continue;
      const std::string name = i < header_.size() ? header_[i] : fmt::format("column {}", i + 1);
      if (name == "max_move_speed") {
        link.max_speed_km_per_day = numbers_.real(row, i, name, 0);
      } else if (name == "walk_probability") {
        link.walk_probability = numbers_.real(row, i, name, 0);
        if (link.walk_probability > 1) {
          report_->wrong(table_->place(row, i), name,
                         fmt::format("expected 0..1, found {}", link.walk_probability));
        }
      } else if (std::find(unused_.begin(), unused_.end(), name) == unused_.end()) {
        unused_.push_back(name);
      }
    }
  }

  /// A second route between the same zones: the shorter one is kept.
  bool repeats(const PositionalRow& row, const Link& link) {
    const auto same = std::find_if(links_.begin(), links_.end(), [&](const Link& other) {
      return (other.a == link.a && other.b == link.b) || (other.a == link.b && other.b == link.a);
    });
    if (same == links_.end()) return false;
    report_->left_out(table_->place(row), row.field(0) + " - " + row.field(1),
                      fmt::format("a second route ({} km, before {} km); the shorter one is used",
                                  link.distance_km, same->distance_km));
    if (link.distance_km < same->distance_km) *same = link;
    return true;
  }

  const PositionalTable* table_;
  const FleeLocations* locations_;
  ImportReport* report_;
  NumberReader numbers_;
  std::vector<std::string> header_;
  std::vector<std::string> unused_;
  std::vector<Link> links_;
};

}  // namespace

std::optional<std::pair<ZoneIndex, ZoneIndex>> two_flee_zones(const PositionalTable& table,
                                                              const PositionalRow& row,
                                                              std::size_t first,
                                                              const FleeLocations& locations,
                                                              ImportReport& report) {
  std::pair<ZoneIndex, ZoneIndex> zones{kNowhere, kNowhere};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string& name = row.field(first + i);
    const ZoneIndex zone = locations.names.find(name);
    (i == 0 ? zones.first : zones.second) = zone;
    if (zone == kNowhere) {
      report.left_out(table.place(row, first + i), name, "not a location",
                      locations.names.hint(name));
      return {};
    }
  }
  if (zones.first == zones.second) {
    report.left_out(table.place(row), row.field(first), "joins a location with itself");
    return {};
  }
  return zones;
}

std::vector<Link> read_flee_routes(const PositionalTable& table, const FleeLocations& locations,
                                   ImportReport& report) {
  return RouteReader(table, locations, report).read();
}

}  // namespace ravenstein::io
