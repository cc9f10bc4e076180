// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "io/import/flee_records.hpp"

namespace ravenstein::io {
namespace {

/// region_attributes_IPC.csv: `#Day,<region>,<region>,...`, rows of some days, per cent of people.
class FoodReader {
 public:
  FoodReader(const PositionalTable& table, const FleeLocations& locations, ImportReport& report)
      : table_(&table), locations_(&locations), report_(&report), numbers_(table, report) {}

  std::vector<ConditionChange> read() {
    const std::vector<std::string> header = table_->header();
    if (header.size() < 2) {
      report_->wrong({table_->file, 1, 0}, "", "expected a header: #Day and region names");
      return {};
    }
    zones_of_column_.resize(header.size());
    for (std::size_t i = 1; i < header.size(); ++i) name_column(header[i], i);
    tell_missing_regions(header);
    for (const PositionalRow* row : table_->data()) read_day(*row);
    if (last_day_ < 0)
      report_->wrong({table_->file, 0, 0}, "", "expected a row of a day, found none");
    return std::move(changes_);
  }

 private:
  void name_column(const std::string& region, std::size_t column) {
    std::vector<std::string> regions;
    for (std::size_t z = 0; z < locations_->zones.size(); ++z) {
      regions.push_back(locations_->zones[z].region);
      if (regions.back() != region) continue;
      zones_of_column_[column].push_back(static_cast<ZoneIndex>(z));
    }
    if (!zones_of_column_[column].empty() || region.empty()) return;
    report_->left_out({table_->file, 1, 0}, region, "a column for a region without locations",
                      did_you_mean(region, regions));
  }

  /// Flee stops at them.
  void tell_missing_regions(const std::vector<std::string>& header) {
    std::vector<std::string> missing;
    for (const Zone& zone : locations_->zones) {
      const bool told = std::find(missing.begin(), missing.end(), zone.region) != missing.end();
      if (told || std::find(header.begin() + 1, header.end(), zone.region) != header.end())
        continue;
      missing.push_back(zone.region);
      report_->repaired({table_->file, 1, 0}, zone.region,
                        "a region without a column: 0 % in lack of food");
    }
  }

  void read_day(const PositionalRow& row) {
    const auto day =
        static_cast<int>(std::min<std::int64_t>(100'000, numbers_.whole(row, 0, "day", 0)));
    if (!report_->ok()) return;
    if (day <= last_day_) {
      report_->wrong(table_->place(row, 0), "day",
                     fmt::format("expected a day after {}, found {}", last_day_, day));
      return;
    }
    if (last_day_ < 0 && day > 0) {
      report_->repaired(
          table_->place(row, 0), "day",
          fmt::format("the first row is of day {}: its values hold before, too", day));
    }
    for (std::size_t column = 1; column < zones_of_column_.size(); ++column) {
      if (zones_of_column_[column].empty()) continue;
      const double percent = numbers_.real(row, column, "per cent", 0);
      if (percent > 100) {
        report_->wrong(table_->place(row, column), "per cent",
                       fmt::format("expected 0..100, found {}", percent));
      }
      for (const ZoneIndex zone : zones_of_column_[column]) {
        changes_.push_back({last_day_ < 0 ? 0 : day, zone, percent});
        if (last_day_ < 0 && day > 0) changes_.push_back({day, zone, percent});
      }
    }
    std::stable_sort(changes_.begin(), changes_.end(), [](const auto& a, const auto& b) {
      return a.day != b.day ? a.day < b.day : a.zone < b.zone;
    });
    last_day_ = day;
  }

  const PositionalTable* table_;
  const FleeLocations* locations_;
  ImportReport* report_;
  NumberReader numbers_;
  std::vector<std::vector<ZoneIndex>> zones_of_column_;
  int last_day_ = -1;
  std::vector<ConditionChange> changes_;
};

}  // namespace

std::vector<ConditionChange> read_flee_food(const PositionalTable& table,
                                            const FleeLocations& locations, ImportReport& report) {
  return FoodReader(table, locations, report).read();
}

}  // namespace ravenstein::io
