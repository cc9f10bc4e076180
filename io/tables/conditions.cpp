// SPDX-License-Identifier: Apache-2.0
#include "io/tables/conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace ravenstein::io {
namespace {

struct Entry {
  ZoneIndex zone;
  int day;
  double value;
  std::size_t row;
};

std::vector<Entry> read_entries(Table& table, const ZoneCodes& codes, const Days& days,
                                double minimum, double maximum) {
  const Column zone_column = table.need("zone");
  const DayColumn day_column(table, "date", "day", true);
  const Column value_column = table.need("value");
  table.refuse_other_columns();
  std::vector<Entry> entries;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto zone = codes.read(table, r, zone_column);
    const auto day = day_column.read(table, r, days);
    const auto value = table.real(r, value_column, minimum, maximum);
    if (zone && day && value) entries.push_back({*zone, *day, *value, r});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& x, const Entry& y) {
    return std::tie(x.zone, x.day) < std::tie(y.zone, y.day);
  });
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries[i].zone != entries[i - 1].zone || entries[i].day != entries[i - 1].day) continue;
    table.problem(entries[i].row, day_column.column(),
                  fmt::format("the zone has a value for this day already in line {}",
                              table.place(entries[i - 1].row).line));
  }
  return entries;
}

/// The value that holds on day 0 if the entry before it is `before` and the next one `after`.
double value_on_day_0(const Entry& before, const Entry* after, Between between) {
  if (between == Between::step || after == nullptr || before.day == 0) return before.value;
  const double share = static_cast<double>(-before.day) / (after->day - before.day);
  return before.value + share * (after->value - before.value);
}

}  // namespace

ConditionTable read_conditions(Table& table, const ZoneCodes& codes, const Days& days,
                               const std::string& driver, Between between, double minimum,
                               double maximum) {
  const std::vector<Entry> entries = read_entries(table, codes, days, minimum, maximum);
  ConditionTable conditions{driver, between, {}};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    const bool last = i + 1 == entries.size() || entries[i + 1].zone != entry.zone;
    if (entry.day > 0) {
      conditions.changes.push_back({entry.day, entry.zone, entry.value});
    } else if (last || entries[i + 1].day > 0) {
      const Entry* after = last ? nullptr : &entries[i + 1];
      conditions.changes.push_back({0, entry.zone, value_on_day_0(entry, after, between)});
    }
  }
  std::stable_sort(conditions.changes.begin(), conditions.changes.end(),
                   [](const ConditionChange& x, const ConditionChange& y) {
                     return std::tie(x.day, x.zone) < std::tie(y.day, y.zone);
                   });
  if (days.known && !days.cut && !conditions.changes.empty() &&
      conditions.changes.front().day >= days.period.days) {
    table.problem(entries.front().row, {},
                  fmt::format("all values lie after the period, which ends on {}",
                              days.text(days.period.days - 1)));
  }
  return conditions;
}

}  // namespace ravenstein::io
