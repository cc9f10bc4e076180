// SPDX-License-Identifier: Apache-2.0
#include "io/tables/observations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/tables/kind.hpp"

namespace ravenstein::io {
namespace {

void refuse_other_period(Table& table, std::span<const ObservedSeries> series, const Days& days) {
  if (!days.known || series.empty() || series.front().entries.empty()) return;
  bool all_before = true;
  bool all_after = !days.cut;
  for (const ObservedSeries& one : series) {
    for (const ObservedEntry& entry : one.entries) {
      all_before = all_before && entry.day < 0;
      all_after = all_after && entry.day >= days.period.days;
    }
  }
  if (!all_before && !all_after) return;
  table.problem(0, {},
                fmt::format("all counts lie {} the period, {} to {}",
                            all_before ? "before" : "after", to_string(days.period.start),
                            to_string(days.period.date_of(days.period.days - 1))));
}

}  // namespace

std::vector<ObservedSeries> read_observations(Table& table, const KnownWorld& world,
                                              const Days& days) {
  if (!expect_stocks(table)) return {};
  const Column zone_column = table.need("zone");
  const DayColumn day_column(table, "date", "day", true);
  const Column persons_column = table.need("persons");
  table.refuse_other_columns();
  std::vector<ObservedSeries> series;
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> position(world.zones.size(), kNone);
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto zone = world.codes.read(table, r, zone_column);
    const auto day = day_column.read(table, r, days);
    if (table.blank(r, persons_column)) continue;  // missing
    const auto persons = table.persons(r, persons_column);
    if (!zone || !day || !persons) continue;
    const Zone& there = world.zones[*zone];
    if (world.sound && !receives(there)) {
      table.problem(r, zone_column,
                    fmt::format("{} receives nobody, its kind is {}", there.code,
                                zone_kind_names()[static_cast<std::size_t>(there.kind)]),
                    "people are observed in zones of kind camp or idp_camp");
      continue;
    }
    std::size_t& at = position[*zone];
    if (at == kNone) {
      at = series.size();
      series.push_back({*zone, {}});
    }
    series[at].entries.push_back({*day, static_cast<double>(*persons)});
  }
  refuse_other_period(table, series, days);
  return series;
}

ObservedSeries read_elsewhere(Table& table, const Days& days) {
  const DayColumn day_column(table, "date", "day", true);
  const Column persons_column = table.need("persons");
  table.refuse_other_columns();
  ObservedSeries series;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto day = day_column.read(table, r, days);
    if (table.blank(r, persons_column)) continue;  // missing
    const auto persons = table.persons(r, persons_column);
    if (day && persons) series.entries.push_back({*day, static_cast<double>(*persons)});
  }
  refuse_other_period(table, {&series, 1}, days);
  return series;
}

std::vector<RegistrationCorrection> read_corrections(Table& table, const ZoneCodes& codes,
                                                     std::span<const ObservedSeries> series,
                                                     const Days& days) {
  if (!expect_stocks(table)) return {};
  const Column zone_column = table.need("zone");
  const DayColumn day_column(table, "date", "day", true);
  table.refuse_other_columns();
  std::vector<RegistrationCorrection> corrections;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto zone = codes.read(table, r, zone_column);
    const auto day = day_column.read(table, r, days);
    if (!zone || !day) continue;
    const auto one = std::find_if(series.begin(), series.end(),
                                  [&](const ObservedSeries& s) { return s.zone == *zone; });
    const bool met = one != series.end() &&
                     std::any_of(one->entries.begin(), one->entries.end(),
                                 [&](const ObservedEntry& entry) { return entry.day == *day; });
    if (!met) {
      table.problem(r, day_column.column(), "corrects nothing: the zone has no count of this day");
    }
    corrections.push_back({*zone, *day});
  }
  return corrections;
}

}  // namespace ravenstein::io
