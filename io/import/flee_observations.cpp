// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "io/import/flee_records.hpp"

namespace ravenstein::io {
namespace {

/// One file of `date,count`, in file order.
std::vector<ObservedEntry> read_series(const PositionalTable& table, const Period& period,
                                       ImportReport& report) {
  std::vector<ObservedEntry> entries;
  const NumberReader numbers(table, report);
  bool ordered = true;
  for (const PositionalRow* row : table.data()) {
    if (row->field(1).empty()) continue;  // a day without a count; Flee skips it, too
    const std::optional<Date> date = parse_loose_date(row->field(0));
    if (!date) {
      if (entries.empty() && lower_case(row->field(0)).starts_with("date")) continue;  // a header
      report.wrong(table.place(*row, 0), "date",
                   fmt::format("expected YYYY-MM-DD, found \"{}\"", row->field(0)));
      continue;
    }
    const auto persons = static_cast<double>(numbers.whole(*row, 1, "persons", 0));
    const int day = period.day_of(*date);
    if (!entries.empty() && day <= entries.back().day) ordered = false;
    entries.push_back({day, persons});
  }
  if (!ordered) {
    report.repaired({table.file, 0, 0}, "",
                    "dates out of order or twice: kept in file order, as Flee reads them");
  }
  return entries;
}

class LayoutReader {
 public:
  LayoutReader(const std::filesystem::path& folder, const FleeLocations& locations,
               const Period& period, FleeCase& found, ImportReport& report)
      : folder_(folder),
        locations_(&locations),
        period_(period),
        found_(&found),
        report_(&report) {}

  void read(const PositionalTable& layout) {
    std::vector<std::uint8_t> listed(locations_->zones.size(), 0);
    for (const PositionalRow* row : layout.data()) {
      if (lower_case(row->field(0)) == "total") {
        found_->total.entries = read_files(layout, *row);
        continue;
      }
      const ZoneIndex zone = locations_->names.find(row->field(0));
      if (zone == kNowhere) {
        add_elsewhere(layout, *row);
        continue;
      }
      if (!receives(locations_->zones[zone])) {
        report_->left_out(layout.place(*row, 0), row->field(0),
                          "a series of a location that is not a camp");
        continue;
      }
      if (listed[zone] != 0) {
        report_->left_out(layout.place(*row, 0), row->field(0), "listed before");
        continue;
      }
      listed[zone] = 1;
      ObservedSeries series{zone, read_files(layout, *row)};
      if (!series.entries.empty()) found_->series.push_back(std::move(series));
    }
    std::sort(found_->series.begin(), found_->series.end(),
              [](const auto& a, const auto& b) { return a.zone < b.zone; });
    tell_camps_without_series(layout, listed);
    if (found_->series.empty()) {
      report_->wrong({layout.file, 0, 0}, "", "expected a series of at least one camp, found none");
    }
  }

 private:
  /// Flee counts the people of such a series in its total of newly displaced people.
  void add_elsewhere(const PositionalTable& layout, const PositionalRow& row) {
    const std::string& name = row.field(0);
    const std::vector<ObservedEntry> entries = read_files(layout, row);
    if (entries.empty()) return;
    report_->repaired(
        layout.place(row, 0), name,
        "a series of what is not a location: its people count in the total and nowhere else",
        locations_->names.hint(name));
    found_->elsewhere.entries = add_flee_series(found_->elsewhere.entries, entries);
  }

  std::vector<ObservedEntry> read_files(const PositionalTable& layout, const PositionalRow& row) {
    std::vector<ObservedEntry> sum;
    bool first = true;
    for (std::size_t i = 1; i < row.fields.size(); ++i) {
      if (row.field(i).empty()) continue;
      const auto table = read_table(folder_ / row.field(i), *report_);
      if (!table) {
        report_->left_out(layout.place(row, i), row.field(0),
                          fmt::format("the file {} does not exist", row.field(i)));
        continue;
      }
      std::vector<ObservedEntry> entries = read_series(*table, period_, *report_);
      if (entries.empty()) {
        report_->left_out({table->file, 0, 0}, row.field(0), "a series without entries");
        continue;
      }
      sum = first ? std::move(entries) : add_flee_series(sum, entries);
      if (!first) {
        report_->repaired(layout.place(row, i), row.field(0),
                          fmt::format("{} added without interpolation, as Flee does", table->file));
      }
      first = false;
    }
    return sum;
  }

  void tell_camps_without_series(const PositionalTable& layout,
                                 const std::vector<std::uint8_t>& listed) {
    for (std::size_t z = 0; z < listed.size(); ++z) {
      if (listed[z] == 0 && receives(locations_->zones[z])) {
        report_->repaired({layout.file, 0, 0}, locations_->zones[z].code,
                          "a camp without a series: it receives people and is not scored");
      }
    }
  }

  std::filesystem::path folder_;
  const FleeLocations* locations_;
  Period period_;
  FleeCase* found_;
  ImportReport* report_;
};

}  // namespace

std::vector<ObservedEntry> add_flee_series(const std::vector<ObservedEntry>& first,
                                           const std::vector<ObservedEntry>& second) {
  if (first.empty()) return second;
  std::vector<ObservedEntry> sum;
  double last = 0;  // of the second series
  std::size_t next = 0;
  for (const ObservedEntry& entry : second) {
    while (entry.day > first[next].day) {
      sum.push_back({first[next].day, last + first[next].persons});
      if (next + 1 == first.size()) break;
      ++next;
    }
    if (entry.day > first[next].day) continue;  // after all of the first: lost
    sum.push_back({entry.day, entry.persons + first[next].persons});
    if (entry.day == first[next].day && next + 1 < first.size()) ++next;
    last = entry.persons;
  }
  return sum;
}

void read_flee_observations(const std::filesystem::path& folder, const FleeLocations& locations,
                            const Period& period, FleeCase& found, ImportReport& report) {
  const auto layout = read_table(folder / "data_layout.csv", report);
  const bool needed = found.settings.population.departures == PopulationPlan::Departures::observed;
  if (!layout && !needed) {
    report.repaired({"data_layout.csv", 0, 0}, "", "file not found: nothing to compare with");
    found.settings.population.initial = PopulationPlan::Initial::empty;
    return;
  }
  if (!layout) {
    report.wrong({"data_layout.csv", 0, 0}, "", "file not found", "which camp has which series");
    return;
  }
  LayoutReader(folder, locations, period, found, report).read(*layout);
}

std::vector<RegistrationCorrection> read_flee_corrections(const PositionalTable& table,
                                                          const FleeLocations& locations,
                                                          const Period& period,
                                                          const std::vector<ObservedSeries>& series,
                                                          ImportReport& report) {
  std::vector<RegistrationCorrection> corrections;
  for (const PositionalRow* row : table.data()) {
    const std::string& name = row->field(0);
    const std::optional<Date> date = parse_loose_date(row->field(1));
    const ZoneIndex zone = locations.names.find(name);
    if (!date) {
      report.wrong(table.place(*row, 1), name,
                   fmt::format("expected YYYY-MM-DD, found \"{}\"", row->field(1)));
      continue;
    }
    const int day = period.day_of(*date);
    const auto found = std::find_if(series.begin(), series.end(),
                                    [&](const auto& one) { return one.zone == zone; });
    if (zone == kNowhere || found == series.end()) {
      report.left_out(table.place(*row, 0), name, "a correction of a camp without a series",
                      zone == kNowhere ? locations.names.hint(name) : "");
    } else if (std::none_of(found->entries.begin(), found->entries.end(),
                            [&](const ObservedEntry& entry) { return entry.day == day; })) {
      report.left_out(
          table.place(*row, 1), name,
          fmt::format("no entry of its series is dated {}: corrects nothing", row->field(1)));
    } else {
      corrections.push_back({zone, day});
    }
  }
  return corrections;
}

}  // namespace ravenstein::io
