// SPDX-License-Identifier: Apache-2.0
#include "io/import/fsnau.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "io/files.hpp"
#include "io/import/coarser_zones.hpp"
#include "io/import/read_zone_file.hpp"
#include "io/tables/monthly.hpp"
#include "models/drivers/grouping.hpp"
#include "models/drivers/terms_of_trade.hpp"

namespace ravenstein::io {
namespace {

constexpr const char* kMonthsFile = "fsnau_district_month.csv";
constexpr const char* kPhasesFile = "ipc_district_2017_2021.csv";
constexpr const char* kFewsFile = "fewsnet_area_phase_district.csv";
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

/// From zones to the coarser ones they lie in.
void make_coarser(std::vector<DriverSeries>& drivers, std::span<const Zone> zones,
                  std::span<const Zone> regions, Problems& problems) {
  const std::vector<std::size_t> region = regions_of(zones, regions, problems);
  if (region.empty()) return;
  std::vector<double> people;
  for (const Zone& zone : zones) people.push_back(static_cast<double>(zone.population));
  for (DriverSeries& driver : drivers) {
    driver.series = is_count_of_incidents(driver.name)
                        ? models::group_sum(driver.series, region, regions.size())
                        : models::group_mean(driver.series, region, regions.size(), people);
  }
}

constexpr std::size_t kPhases = 5;

enum class PhaseRow { exact, scaled, incomplete, wrong };

/// The people per phase of a row as shares; where phases are empty, whether those given are all.
PhaseRow phase_shares(Table& table, std::size_t row, Column population_column,
                      std::span<const Column> phases, std::array<double, kPhases>& share) {
  constexpr double kTolerance = 0.02;
  bool blank = table.blank(row, population_column);
  const double population = blank ? 0 : table.real(row, population_column, 1).value_or(0);
  if (!blank && population == 0) return PhaseRow::wrong;
  double sum = 0;
  for (std::size_t p = 0; p < kPhases; ++p) {
    const bool empty = table.blank(row, phases[p]);
    const auto count = empty ? std::optional<double>(0) : table.real(row, phases[p], 0);
    if (!count) return PhaseRow::wrong;
    blank = blank || empty;
    share[p] = *count;
    sum += *count;
  }
  const bool complete = population > 0 && std::abs(sum / population - 1) <= kTolerance;
  if (!complete && blank) return PhaseRow::incomplete;
  if (!complete) {
    table.problem(
        row, phases[0],
        fmt::format("expected phases that sum to the {} people analysed, found {} ({:.3f})",
                    population, sum, sum / population));
    return PhaseRow::wrong;
  }
  for (double& people : share) people /= sum;
  return sum == population ? PhaseRow::exact : PhaseRow::scaled;
}

/// The month of a date `YYYY-MM-DD`.
std::optional<int> month_of_cell(Table& table, std::size_t row, Column date) {
  const auto day = table.date(row, date);
  if (!day) return {};
  return month_number(*day);
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

std::vector<DriverSeries> terms_of_trade(const std::vector<DriverSeries>& fsnau) {
  const auto goat = std::find_if(fsnau.begin(), fsnau.end(),
                                 [](const DriverSeries& d) { return d.name == "tot_goat"; });
  if (goat == fsnau.end()) return {};
  constexpr int kUsualFrom = 2012, kUsualTo = 2016;
  const MonthlySeries ratio = models::log_against_median(goat->series, kUsualFrom, kUsualTo);
  const std::vector<double> median = models::national_median(ratio);
  MonthlySeries national = ratio;
  for (std::size_t i = 0; i < national.value.size(); ++i) {
    national.value[i] = median[i / national.zones];
  }
  return {{"terms_of_trade", models::held_then_national(ratio, median)},
          {"terms_of_trade_national", std::move(national)}};
}

std::vector<DriverSeries> read_ipc(Table& table, const PlaceNames& places, ImportReport& report) {
  const Column date = table.need("date");
  const Column area = table.need("area");
  const Column population = table.need("population_analysed");
  std::vector<Column> phases;
  for (std::size_t p = 1; p <= kPhases; ++p)
    phases.push_back(table.need(fmt::format("phase{}_n", p)));
  const std::vector<Row> rows =
      read_rows(table, places, area, [&](std::size_t r) { return month_of_cell(table, r, date); });
  std::vector<DriverSeries> drivers;
  for (std::size_t p = 1; p <= kPhases; ++p) {
    drivers.push_back({fmt::format("ipc_phase{}", p), empty_series(rows, places.zones().size())});
  }
  std::map<PhaseRow, int> count;
  for (const Row& row : rows) {
    std::array<double, kPhases> share{};
    const PhaseRow kind = phase_shares(table, row.row, population, phases, share);
    ++count[kind];
    if (kind == PhaseRow::wrong || kind == PhaseRow::incomplete) continue;
    for (std::size_t p = 0; p < kPhases; ++p) drivers[p].series.at(row.month, row.zone) = share[p];
  }
  const auto tell = [&](PhaseRow kind, auto note, const char* what) {
    if (count[kind] == 0) return;
    (report.*note)({table.file()}, "",
                   fmt::format("{} of {} rows: {}", count[kind], rows.size(), what), "");
  };
  tell(PhaseRow::scaled, &ImportReport::repaired,
       "phases miss the people analysed by up to 2 % and were scaled");
  tell(PhaseRow::incomplete, &ImportReport::left_out,
       "some phases are empty and the others are not all of the people analysed");
  return drivers;
}

DriverSeries read_fews(Table& table, const PlaceNames& places) {
  const Column date = table.need("date");
  const Column district = table.need("district");
  const Column phase = table.need("area_phase_mean");
  const std::vector<Row> rows = read_rows(
      table, places, district, [&](std::size_t r) { return month_of_cell(table, r, date); });
  DriverSeries fews{"fews_phase", empty_series(rows, places.zones().size())};
  for (const Row& row : rows) {
    if (table.blank(row.row, phase)) continue;
    if (const auto value = table.real(row.row, phase, 1, 5)) {
      fews.series.at(row.month, row.zone) = *value;
    }
  }
  return fews;
}

DriverImport import_fsnau(const std::filesystem::path& directory,
                          const std::filesystem::path& zones_file,
                          const std::filesystem::path& regions_file) {
  Problems problems;
  ImportReport report;
  const std::vector<Zone> zones = read_zone_file(zones_file, problems);
  const PlaceNames places(zones, somali_aliases());
  InputFiles input = InputFiles::on_disk(directory);
  std::vector<DriverSeries> drivers;
  const auto read = [&](const char* name, auto&& use) {
    const EmbeddedFile* file = input.read(name, {}, "", problems);
    if (file == nullptr) return;
    Table table(input.shown(name), file->bytes, problems);
    for (DriverSeries& driver : use(table)) drivers.push_back(std::move(driver));
  };
  read(kMonthsFile, [&](Table& table) { return read_fsnau(table, places); });
  for (DriverSeries& driver : terms_of_trade(drivers)) drivers.push_back(std::move(driver));
  if (std::filesystem::exists(directory / kPhasesFile)) {
    read(kPhasesFile, [&](Table& table) { return read_ipc(table, places, report); });
  }
  if (std::filesystem::exists(directory / kFewsFile)) {
    read(kFewsFile, [&](Table& table) { return std::vector{read_fews(table, places)}; });
  }
  std::vector<Zone> regions;
  if (!regions_file.empty()) {
    regions = read_zone_file(regions_file, problems);
    make_coarser(drivers, zones, regions, problems);
  }
  throw_as_data(problems);
  DriverImport imported{{}, report.notes()};
  for (const DriverSeries& driver : drivers) {
    imported.files[driver.name + ".csv"] =
        monthly_csv(driver.series, regions.empty() ? zones : regions);
  }
  return imported;
}

}  // namespace ravenstein::io
