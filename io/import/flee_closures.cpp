// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/import/flee_places.hpp"

namespace ravenstein::io {
namespace {

std::optional<ClosureKind> closure_kind(std::string_view text) {
  const std::string type = lower_case(text);
  if (type == "country") return ClosureKind::country;
  if (type == "location") return ClosureKind::location;
  if (type == "link") return ClosureKind::link;
  if (type == "camp" || type == "idpcamp") return ClosureKind::camp;
  if (type == "remove_forced_redirection") return ClosureKind::forced_redirection;
  return {};
}

/// closures.csv: type, name1, name2, start day, end day.
class ClosureReader {
 public:
  ClosureReader(const PositionalTable& table, const FleeLocations& locations,
                std::span<const Link> links, int days, ImportReport& report)
      : table_(&table),
        locations_(&locations),
        links_(links),
        days_(days),
        report_(&report),
        numbers_(table, report) {}

  std::vector<Closure> read() {
    for (const PositionalRow* row : table_->data()) read_row(*row);
    return std::move(closures_);
  }

 private:
  void read_row(const PositionalRow& row) {
    const std::optional<ClosureKind> kind = closure_kind(row.field(0));
    if (!kind) {
      left_out(row, 0, "not a type of closure",
               "country, location, link, camp, idpcamp, remove_forced_redirection");
      return;
    }
    constexpr std::size_t kColumns = 5;
    if (row.fields.size() < kColumns) {
      report_->wrong(table_->place(row), "",
                     fmt::format("expected {} columns, found {}", kColumns, row.fields.size()));
      return;
    }
    Closure closure;
    closure.kind = *kind;
    const bool timed = read_days(row, closure);
    if (read_what(row, closure) && timed) closures_.push_back(std::move(closure));
  }

  bool read_days(const PositionalRow& row, Closure& closure) {
    closure.start_day = day(row, 3, {});
    const int end_day = day(row, 4, -1);
    if (end_day > closure.start_day) closure.end_day = end_day;
    if (closure.start_day >= days_) {
      left_out(row, 3, fmt::format("starts after the period of {} days", days_));
      return false;
    }
    if (closure.end_day && *closure.end_day <= 0) {
      left_out(row, 4, "ends before the period starts");
      return false;
    }
    if (!closure.end_day && end_day >= 0) {
      report_->repaired(table_->place(row, 4), row.field(0),
                        fmt::format("ends on day {}, not after its start on day {}: read as "
                                    "without end, as Flee does",
                                    end_day, closure.start_day));
    }
    return true;
  }

  int day(const PositionalRow& row, std::size_t field, std::optional<std::int64_t> missing) {
    constexpr std::int64_t kFarthest = 100000;
    const std::int64_t value = numbers_.whole(row, field, "day", -kFarthest, missing);
    return static_cast<int>(std::min(value, kFarthest));
  }

  bool read_what(const PositionalRow& row, Closure& closure) {
    switch (closure.kind) {
      case ClosureKind::country:
        return read_countries(row, closure);
      case ClosureKind::location:
      case ClosureKind::camp:
        return read_zone(row, closure);
      case ClosureKind::link:
      case ClosureKind::forced_redirection:
        return read_link(row, closure);
    }
    return false;
  }

  bool read_countries(const PositionalRow& row, Closure& closure) {
    closure.country_a = row.field(1);
    closure.country_b = row.field(2);
    const auto& zones = locations_->zones;
    const auto crosses = [&](const Link& link) {
      const std::string& a = zones[link.a].country;
      const std::string& b = zones[link.b].country;
      return (a == closure.country_a && b == closure.country_b) ||
             (a == closure.country_b && b == closure.country_a);
    };
    if (std::any_of(links_.begin(), links_.end(), crosses)) return true;
    left_out(row, 1, fmt::format("no route joins {} and {}", closure.country_a, closure.country_b));
    return false;
  }

  bool read_zone(const PositionalRow& row, Closure& closure) {
    const ZoneIndex zone = locations_->names.find(row.field(1));
    closure.zone_a = zone;
    if (zone == kNowhere) {
      left_out(row, 1, "not a location", locations_->names.hint(row.field(1)));
      return false;
    }
    if (closure.kind != ClosureKind::camp || receives(locations_->zones[zone])) return true;
    left_out(row, 1, "not a camp");
    return false;
  }

  bool read_link(const PositionalRow& row, Closure& closure) {
    const auto zones = two_flee_zones(*table_, row, 1, *locations_, *report_);
    if (!zones) return false;
    closure.zone_a = zones->first;
    closure.zone_b = zones->second;
    const auto link = std::find_if(links_.begin(), links_.end(), [&](const Link& l) {
      return std::minmax(l.a, l.b) == std::minmax(zones->first, zones->second);
    });
    const bool forced = closure.kind == ClosureKind::forced_redirection;
    if (link != links_.end() && (!forced || link->forced_from != kNowhere)) return true;
    left_out(row, 1, forced ? "no forced redirection joins the two" : "no route joins the two");
    return false;
  }

  void left_out(const PositionalRow& row, std::size_t field, std::string message,
                std::string hint = "") {
    report_->left_out(table_->place(row, field), row.field(field), std::move(message),
                      std::move(hint));
  }

  const PositionalTable* table_;
  const FleeLocations* locations_;
  std::span<const Link> links_;
  int days_;
  ImportReport* report_;
  NumberReader numbers_;
  std::vector<Closure> closures_;
};

}  // namespace

std::vector<Closure> read_flee_closures(const PositionalTable& table,
                                        const FleeLocations& locations, std::span<const Link> links,
                                        int days, ImportReport& report) {
  return ClosureReader(table, locations, links, days, report).read();
}

}  // namespace ravenstein::io
