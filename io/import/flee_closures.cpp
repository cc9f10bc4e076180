// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "io/import/flee_places.hpp"

namespace ravenstein::io {
namespace {

constexpr std::int64_t kAnyWhole = std::numeric_limits<std::int64_t>::min();

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
  ClosureReader(const PositionalTable& table, const FleeLocations& locations, ImportReport& report)
      : table_(&table), locations_(&locations), report_(&report), numbers_(table, report) {}

  std::vector<Closure> read() {
    for (const PositionalRow* row : table_->data()) read_row(*row);
    return std::move(closures_);
  }

 private:
  void read_row(const PositionalRow& row) {
    const std::optional<ClosureKind> kind = closure_kind(row.field(0));
    if (!kind) {
      report_->left_out(table_->place(row, 0), row.field(0), "not a type of closure",
                        "country, location, link, camp, idpcamp, remove_forced_redirection");
      return;
    }
    if (row.fields.size() < 5) {
      report_->wrong(table_->place(row), "",
                     fmt::format("expected 5 columns, found {}", row.fields.size()));
      return;
    }
    Closure closure;
    closure.kind = *kind;
    if (!read_what(row, closure)) return;
    closure.start_day = static_cast<int>(numbers_.whole(row, 3, "closure_start", kAnyWhole));
    const auto end_day = static_cast<int>(numbers_.whole(row, 4, "closure_end", kAnyWhole, -1));
    if (end_day > closure.start_day) {
      closure.end_day = end_day;
    } else if (end_day >= 0) {
      report_->repaired(table_->place(row, 4), row.field(0),
                        fmt::format("ends on day {}, not after its start on day {}: read as "
                                    "without end, as Flee does",
                                    end_day, closure.start_day));
    }
    closures_.push_back(std::move(closure));
  }

  bool read_what(const PositionalRow& row, Closure& closure) {
    switch (closure.kind) {
      case ClosureKind::country:
        closure.country_a = row.field(1);
        closure.country_b = row.field(2);
        return country_exists(row, 1) && country_exists(row, 2);
      case ClosureKind::location:
      case ClosureKind::camp: {
        closure.zone_a = locations_->names.find(row.field(1));
        if (closure.zone_a == kNowhere) {
          report_->left_out(table_->place(row, 1), row.field(1), "not a location",
                            locations_->names.hint(row.field(1)));
        }
        return closure.zone_a != kNowhere;
      }
      case ClosureKind::link:
      case ClosureKind::forced_redirection: {
        const auto zones = two_flee_zones(*table_, row, 1, *locations_, *report_);
        if (!zones) return false;
        closure.zone_a = zones->first;
        closure.zone_b = zones->second;
        return true;
      }
    }
    return false;
  }

  bool country_exists(const PositionalRow& row, std::size_t field) {
    const std::string& name = row.field(field);
    const auto& zones = locations_->zones;
    if (std::any_of(zones.begin(), zones.end(),
                    [&](const Zone& zone) { return zone.country == name; })) {
      return true;
    }
    report_->left_out(table_->place(row, field), name, "not the country of any location");
    return false;
  }

  const PositionalTable* table_;
  const FleeLocations* locations_;
  ImportReport* report_;
  NumberReader numbers_;
  std::vector<Closure> closures_;
};

}  // namespace

std::vector<Closure> read_flee_closures(const PositionalTable& table,
                                        const FleeLocations& locations, ImportReport& report) {
  return ClosureReader(table, locations, report).read();
}

}  // namespace ravenstein::io
