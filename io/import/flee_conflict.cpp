// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "io/import/flee_records.hpp"

namespace ravenstein::io {
namespace {

/// conflicts.csv and flood_level.csv: `#Day,<zone>,<zone>,...`, a row per day, values up to some
/// largest one.
class DailyReader {
 public:
  DailyReader(const PositionalTable& table, const FleeLocations& locations, const Period& period,
              std::string what, double largest, ImportReport& report)
      : table_(&table),
        locations_(&locations),
        period_(period),
        what_(std::move(what)),
        largest_(largest),
        report_(&report),
        numbers_(table, report) {}

  std::vector<ConditionChange> read() {
    const std::vector<const PositionalRow*> rows = read_header();
    const int days = static_cast<int>(rows.size());
    if (zone_of_column_.empty()) return {};
    values_.assign(locations_->zones.size(), 0.0);
    for (int day = 0; day < std::min(days, period_.days); ++day) {
      if (!read_day(*rows[static_cast<std::size_t>(day)], day)) break;
    }
    tell_length(days);
    return std::move(changes_);
  }

 private:
  /// The rows of days. The first row is the header, with or without #.
  std::vector<const PositionalRow*> read_header() {
    std::vector<const PositionalRow*> rows;
    const PositionalRow* header = nullptr;
    for (const PositionalRow& row : table_->rows) {
      if (row.blank()) continue;
      if (header == nullptr) {
        header = &row;
      } else if (!row.comment) {
        rows.push_back(&row);
      }
    }
    if (header == nullptr || header->fields.size() < 2 || parse_number(header->field(0))) {
      report_->wrong({table_->file, 1, 0}, "", "expected a header: #Day and location names");
      return {};
    }
    for (std::size_t i = 1; i < header->fields.size(); ++i) name_column(*header, i);
    return rows;
  }

  void name_column(const PositionalRow& header, std::size_t i) {
    const std::string& name = header.field(i);
    const ZoneIndex zone = locations_->names.find(name);
    const bool last = i + 1 == header.fields.size();
    if (zone == kNowhere && !(name.empty() && last)) {
      report_->left_out(table_->place(header, i), name, "a column for what is not a location",
                        locations_->names.hint(name));
    }
    if (zone != kNowhere &&
        std::find(zone_of_column_.begin(), zone_of_column_.end(), zone) != zone_of_column_.end()) {
      report_->left_out(table_->place(header, i), name, "a second column of this name");
      zone_of_column_.push_back(kNowhere);
      return;
    }
    zone_of_column_.push_back(zone);
  }

  bool read_day(const PositionalRow& row, int day) {
    if (const auto written = numbers_.whole(row, 0, "day", 0); written != day) {
      if (report_->ok()) {
        report_->wrong(table_->place(row, 0), "day",
                       fmt::format("expected {}, found \"{}\"", day, row.field(0)),
                       "one row per day, from 0");
      }
      return false;
    }
    const std::size_t needed = last_named_column() + 1;
    if (row.fields.size() < needed) {
      report_->wrong(table_->place(row), "",
                     fmt::format("expected {} columns, found {}", needed, row.fields.size()),
                     "the file seems to be cut off");
      return false;
    }
    const std::size_t first_new = changes_.size();
    for (std::size_t column = 0; column < zone_of_column_.size(); ++column) {
      const ZoneIndex zone = zone_of_column_[column];
      if (zone == kNowhere) continue;
      const double value = numbers_.real(row, column + 1, what_, 0);
      if (value > largest_) {
        report_->wrong(table_->place(row, column + 1), what_,
                       fmt::format("expected 0..{}, found {}", largest_, value));
      }
      if (value == values_[zone]) continue;
      values_[zone] = value;
      changes_.push_back({day, zone, value});
    }
    std::sort(changes_.begin() + static_cast<std::ptrdiff_t>(first_new), changes_.end(),
              [](const auto& a, const auto& b) { return a.zone < b.zone; });
    return true;
  }

  std::size_t last_named_column() const {
    for (std::size_t i = zone_of_column_.size(); i > 0; --i) {
      if (zone_of_column_[i - 1] != kNowhere) return i;
    }
    return 0;
  }

  void tell_length(int days) {
    if (days == 0) {
      report_->wrong({table_->file, 0, 0}, "", "expected a row per day, found none");
    } else if (days < period_.days) {
      report_->repaired(
          {table_->file, table_->rows.back().line, 0}, "",
          fmt::format("{} days for a period of {}: the last row is repeated", days, period_.days));
    } else if (days > period_.days) {
      report_->left_out(
          {table_->file, 0, 0}, "",
          fmt::format("{} days after the period of {}", days - period_.days, period_.days));
    }
  }

  const PositionalTable* table_;
  const FleeLocations* locations_;
  Period period_;
  std::string what_;
  double largest_;
  ImportReport* report_;
  NumberReader numbers_;
  std::vector<ZoneIndex> zone_of_column_;  ///< without the first column
  std::vector<double> values_;             ///< per zone, of the day before
  std::vector<ConditionChange> changes_;
};

/// Flee reads conflict_date of locations.csv, but never acts on a later one.
void tell_differing_dates(const std::vector<ConditionChange>& changes, const std::string& file,
                          const FleeLocations& locations, const Period& period,
                          ImportReport& report) {
  int differing = 0;
  std::string example;
  for (std::size_t z = 0; z < locations.zones.size(); ++z) {
    const int date = locations.conflict_date[z];
    if (date < 0 || date >= period.days) continue;
    const auto onset = std::find_if(changes.begin(), changes.end(),
                                    [&](const auto& change) { return change.zone == z; });
    if (onset != changes.end() && onset->day == date) continue;
    if (differing++ == 0) example = locations.zones[z].code;
  }
  if (differing == 0) return;
  report.left_out({"locations.csv", 0, 0}, "conflict_date",
                  fmt::format("{} zones (e.g. {}) are not in conflict from that day on in {}, "
                              "which is used",
                              differing, example, file));
}

}  // namespace

std::vector<ConditionChange> read_flee_conflict(const PositionalTable& table,
                                                const FleeLocations& locations,
                                                const Period& period, ImportReport& report) {
  std::vector<ConditionChange> changes =
      DailyReader(table, locations, period, "intensity", 1, report).read();
  tell_differing_dates(changes, table.file, locations, period, report);
  return changes;
}

std::vector<ConditionChange> read_flee_floods(const PositionalTable& table,
                                              const FleeLocations& locations, const Period& period,
                                              ImportReport& report) {
  constexpr double kHighest = 1000;  // to tell typing errors
  return DailyReader(table, locations, period, "flood level", kHighest, report).read();
}

std::vector<ConditionChange> conflict_from_dates(const FleeLocations& locations,
                                                 const Period& period) {
  std::vector<ConditionChange> changes;
  for (std::size_t z = 0; z < locations.zones.size(); ++z) {
    const int day = locations.conflict_date[z];
    if (day >= 0 && day < period.days) changes.push_back({day, static_cast<ZoneIndex>(z), 1.0});
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const auto& a, const auto& b) { return a.day < b.day; });
  return changes;
}

}  // namespace ravenstein::io
