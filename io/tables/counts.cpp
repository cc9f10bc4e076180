// SPDX-License-Identifier: Apache-2.0
#include "io/tables/counts.hpp"

#include "io/tables/kind.hpp"

namespace ravenstein::io {

std::vector<ReportedCount> read_counts(Table& table, const ZoneCodes& codes, const Days& days) {
  if (!expect_stocks(table)) return {};
  const Column zone_column = table.need("zone");
  const DayColumn day_column(table, "date", "day", true);
  const Column persons_column = table.need("persons");
  const Column error_column = table.find("error_persons");
  const Column reported_column = table.find("reported");
  table.refuse_other_columns();
  std::vector<ReportedCount> counts;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto zone = codes.read(table, r, zone_column);
    const auto day = day_column.read(table, r, days);
    if (table.blank(r, persons_column)) continue;  // missing
    const auto persons = table.persons(r, persons_column);
    if (!zone || !day || !persons) continue;
    ReportedCount count{*zone, *day, *day, static_cast<double>(*persons), {}};
    if (!table.blank(r, error_column)) {
      count.error_persons = table.real(r, error_column, 1e-6, 1e10);
      if (!count.error_persons) continue;
    }
    if (!table.blank(r, reported_column)) {
      const auto date = table.date(r, reported_column);
      if (!date) continue;
      count.reported_day = days.period.day_of(*date);
      if (count.reported_day < count.day) {
        table.problem(r, reported_column, "lies before the day that was counted");
        continue;
      }
    }
    counts.push_back(count);
  }
  return counts;
}

}  // namespace ravenstein::io
