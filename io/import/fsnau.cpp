// SPDX-License-Identifier: Apache-2.0
#include "io/import/fsnau.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "io/files.hpp"
#include "io/import/read_zone_file.hpp"
#include "io/tables/monthly.hpp"

namespace ravenstein::io {
namespace {

constexpr const char* kMonthsFile = "fsnau_district_month.csv";
constexpr const char* kPhasesFile = "ipc_district_2017_2021.csv";
constexpr int kIncidentsComplete = month_number(2015, 1);  ///< reports are complete from here on

struct Row {
  std::size_t row = 0;
  int month = 0;
  ZoneIndex zone = kNowhere;
};

/// The rows whose month and zone are understood, each pair once.
template <class ReadMonth>
std::vector<Row> read_rows(Table& table, const PlaceNames& places, Column place,
                           ReadMonth&& month) {
  std::vector<Row> rows;
  std::set<std::pair<int, ZoneIndex>> seen;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const std::optional<int> when = month(r);
    const std::optional<ZoneIndex> zone = places.read(table, r, place);
    if (!when || !zone) continue;
    if (!seen.insert({*when, *zone}).second) {
      table.problem(r, place,
                    fmt::format("{} has a row for {} already", places.zones()[*zone].name,
                                month_text(*when)));
      continue;
    }
    rows.push_back({r, *when, *zone});
  }
  return rows;
}

MonthlySeries empty_series(std::span<const Row> rows, std::size_t zones) {
  if (rows.empty()) return {};
  const auto [first, last] = std::minmax_element(
      rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.month < b.month; });
  return {first->month, last->month - first->month + 1, zones};
}

bool is_count_of_incidents(std::string_view name) { return name.starts_with("insecurity_"); }

MonthlySeries read_variable(Table& table, Column column, std::span<const Row> rows,
                            std::size_t zones) {
  const std::string& name = table.columns()[column.index];
  MonthlySeries series = empty_series(rows, zones);
  const double minimum = name == "ndvi" ? -1 : 0;
  for (const Row& row : rows) {
    if (!table.blank(row.row, column)) {
      if (const auto value = table.real(row.row, column, minimum)) {
        series.at(row.month, row.zone) = *value;
      }
    } else if (is_count_of_incidents(name) && row.month >= kIncidentsComplete) {
      series.at(row.month, row.zone) = 0;
    }
  }
  return series;
}

constexpr std::size_t kPhases = 5;

/// The people per phase of a row as shares; empty, with a problem, if they are not of one
/// population.
std::optional<std::array<double, kPhases>> phase_shares(Table& table, std::size_t row,
                                                        Column population_column,
                                                        std::span<const Column> phases,
                                                        bool& scaled) {
  constexpr double kTolerance = 0.02;
  const auto population = table.real(row, population_column, 1);
  std::array<double, kPhases> people{};
  double sum = 0;
  bool complete = population.has_value();
  for (std::size_t p = 0; p < kPhases; ++p) {
    const auto count = table.real(row, phases[p], 0);
    complete = complete && count;
    people[p] = count.value_or(0);
    sum += people[p];
  }
  if (!complete) return {};
  if (std::abs(sum / *population - 1) > kTolerance) {
    table.problem(
        row, phases[0],
        fmt::format("expected phases that sum to the {} people analysed, found {} ({:.3f})",
                    *population, sum, sum / *population));
    return {};
  }
  scaled = sum != *population;
  for (double& share : people) share /= sum;
  return people;
}

void append_files(TextFiles& files, std::span<const DriverSeries> drivers,
                  std::span<const Zone> zones) {
  for (const DriverSeries& driver : drivers) {
    files[driver.name + ".csv"] = monthly_csv(driver.series, zones);
  }
}

}  // namespace

std::vector<DriverSeries> read_fsnau(Table& table, const PlaceNames& places) {
  const Column month = table.need("month");
  const Column district = table.need("district");
  table.find("region");
  std::vector<DriverSeries> drivers;
  if (!month || !district) return drivers;
  const std::vector<Row> rows = read_rows(
      table, places, district, [&](std::size_t r) { return read_month(table, r, month); });
  for (const Column column : table.others()) {
    drivers.push_back(
        {table.columns()[column.index], read_variable(table, column, rows, places.zones().size())});
  }
  return drivers;
}

std::vector<DriverSeries> read_ipc(Table& table, const PlaceNames& places, ImportReport& report) {
  const Column date = table.need("date");
  const Column area = table.need("area");
  const Column population = table.need("population_analysed");
  std::vector<Column> phases;
  for (std::size_t p = 1; p <= kPhases; ++p)
    phases.push_back(table.need(fmt::format("phase{}_n", p)));
  const std::vector<Row> rows =
      read_rows(table, places, area, [&](std::size_t r) -> std::optional<int> {
        const auto day = table.date(r, date);
        if (!day) return {};
        return month_of(*day);
      });
  std::vector<DriverSeries> drivers;
  for (std::size_t p = 1; p <= kPhases; ++p) {
    drivers.push_back({fmt::format("ipc_phase{}", p), empty_series(rows, places.zones().size())});
  }
  int scaled_rows = 0;
  for (const Row& row : rows) {
    bool scaled = false;
    const auto shares = phase_shares(table, row.row, population, phases, scaled);
    if (!shares) continue;
    scaled_rows += scaled ? 1 : 0;
    for (std::size_t p = 0; p < kPhases; ++p) {
      drivers[p].series.at(row.month, row.zone) = (*shares)[p];
    }
  }
  if (scaled_rows > 0) {
    report.repaired({table.file()}, "",
                    fmt::format("the phases of {} rows miss their population by up to 2 %: scaled",
                                scaled_rows));
  }
  return drivers;
}

DriverImport import_fsnau(const std::filesystem::path& directory,
                          const std::filesystem::path& zones_file) {
  Problems problems;
  ImportReport report;
  const std::vector<Zone> zones = read_zone_file(zones_file, problems);
  InputFiles input = InputFiles::on_disk(directory);
  const EmbeddedFile* months = input.read(kMonthsFile, {}, "", problems);
  throw_as_data(problems);
  const PlaceNames places(zones, somali_aliases());
  DriverImport imported;
  Table table(input.shown(kMonthsFile), months->bytes, problems);
  append_files(imported.files, read_fsnau(table, places), zones);
  if (std::filesystem::exists(directory / kPhasesFile)) {
    if (const EmbeddedFile* phases = input.read(kPhasesFile, {}, "", problems)) {
      Table phase_table(input.shown(kPhasesFile), phases->bytes, problems);
      append_files(imported.files, read_ipc(phase_table, places, report), zones);
    }
  }
  throw_as_data(problems);
  imported.report = report.notes();
  return imported;
}

}  // namespace ravenstein::io
