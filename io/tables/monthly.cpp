// SPDX-License-Identifier: Apache-2.0
#include "io/tables/monthly.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

struct Entry {
  int month = 0;
  ZoneIndex zone = kNowhere;
  double value = 0;
  std::size_t row = 0;
};

}  // namespace

std::optional<int> read_month(Table& table, std::size_t row, Column column) {
  const std::string_view text = table.text(row, column);
  if (text.empty()) return {};
  const std::optional<int> month = parse_month(text);
  if (!month) table.problem(row, column, "expected a month YYYY-MM, found " + in_quotes(text));
  return month;
}

MonthlySeries read_monthly(Table& table, const ZoneCodes& codes, std::size_t zones) {
  const Column zone_column = table.need("zone");
  const Column month_column = table.need("month");
  const Column value_column = table.need("value");
  table.refuse_other_columns();
  std::vector<Entry> entries;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto zone = codes.read(table, r, zone_column);
    const auto month = read_month(table, r, month_column);
    const auto value = table.real(r, value_column);
    if (zone && month && value) entries.push_back({*month, *zone, *value, r});
  }
  if (entries.empty()) return {};
  const auto [first, last] =
      std::minmax_element(entries.begin(), entries.end(),
                          [](const Entry& a, const Entry& b) { return a.month < b.month; });
  MonthlySeries series(first->month, last->month - first->month + 1, zones);
  for (const Entry& entry : entries) {
    double& value = series.at(entry.month, entry.zone);
    if (!std::isnan(value)) {
      table.problem(entry.row, month_column, "the zone has a value for this month already");
    }
    value = entry.value;
  }
  return series;
}

std::string monthly_csv(const MonthlySeries& series, std::span<const Zone> zones) {
  std::string text = "zone,month,value\n";
  for (std::size_t zone = 0; zone < series.zones; ++zone) {
    for (int month = series.first_month; month < series.end_month(); ++month) {
      const double value = series.at(month, zone);
      if (std::isnan(value)) continue;
      text += fmt::format("{},{},{}\n", zones[zone].code, month_text(month), value);
    }
  }
  return text;
}

}  // namespace ravenstein::io
