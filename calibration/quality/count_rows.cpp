// SPDX-License-Identifier: Apache-2.0
#include "calibration/quality/count_rows.hpp"

#include "io/tables/kind.hpp"
#include "io/tables/table.hpp"

namespace ravenstein::calibration {

std::vector<CountRow> read_count_rows(const std::string& file, const std::string& bytes,
                                      Problems& problems) {
  io::Table table(file, bytes, problems);
  if (!io::expect_stocks(table)) return {};
  const io::Column zone = table.need("zone"), date = table.need("date");
  const io::Column persons = table.need("persons");
  const io::Column reported = table.find("reported"), source = table.find("source");
  const io::Column part_of = table.find("part_of"), left = table.find("left");
  for (const io::Column other : table.others()) table.refuse_misspelt(other);
  std::vector<CountRow> rows;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto when = table.date(r, date);
    const std::string_view where = table.text(r, zone);
    const bool missing = table.blank(r, persons);
    const auto count = missing ? std::nullopt : table.persons(r, persons);
    if (!when || !count || where.empty()) continue;
    CountRow row;
    row.zone = where;
    row.source = table.peek(r, source);
    row.part_of = table.peek(r, part_of);
    row.date = *when;
    row.persons = static_cast<double>(*count);
    row.place = table.place(r, persons);
    if (!table.blank(r, reported)) {
      row.reported = table.date(r, reported);
      if (row.reported && *row.reported < *when) {
        table.problem(r, reported, "lies before the day that was counted");
        continue;
      }
    }
    if (!table.blank(r, left)) {
      if (const auto gone = table.persons(r, left)) row.left = static_cast<double>(*gone);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<CountRow> count_rows(const Scenario& scenario) {
  std::vector<CountRow> rows;
  for (const ObservedSeries& series : scenario.observations) {
    for (const ObservedEntry& entry : series.entries) {
      CountRow row;
      row.zone = series.zone == kNowhere ? "elsewhere" : scenario.world.zones[series.zone].code;
      row.date = scenario.period.date_of(entry.day);
      row.persons = entry.persons;
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace ravenstein::calibration
