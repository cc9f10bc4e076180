// SPDX-License-Identifier: Apache-2.0
// The tables that ship in scenarios/somalia/data: complete, consistent, small, and what the
// importers make of the publishers' files.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "io/import/prmn.hpp"
#include "io/import/read_zone_file.hpp"
#include "io/tables/links.hpp"
#include "io/tables/monthly.hpp"
#include "models/drivers/grouping.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

const fs::path kTables = fs::path(RAVENSTEIN_SOURCE_DIR) / "scenarios/somalia/data";

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<Zone> zones_of(const char* name) {
  Problems problems;
  std::vector<Zone> zones = read_zone_file(kTables / name, problems);
  problems.throw_if_any();
  return zones;
}

TEST_CASE("Somalia: 18 regions and 74 districts of the same people") {
  const std::vector<Zone> regions = zones_of("regions.csv");
  const std::vector<Zone> districts = zones_of("districts.csv");
  REQUIRE(regions.size() == 18);
  REQUIRE(districts.size() == 74);
  std::map<std::string, std::int64_t> people;
  for (const Zone& district : districts) people[district.region] += district.population;
  std::int64_t all = 0;
  for (const Zone& region : regions) {
    CAPTURE(region.name);
    CHECK(people.at(region.name) == region.population);
    all += region.population;
  }
  CHECK(std::abs(static_cast<double>(all) - 12.3e6) < 0.05e6);  // UNFPA PESS 2014
}

TEST_CASE("Somalia: neighbours and rivers name regions") {
  Problems problems;
  const std::vector<Zone> regions = zones_of("regions.csv");
  const ZoneCodes codes(regions);
  Table links("region_links.csv", bytes_of(kTables / "region_links.csv"), problems);
  CHECK(read_links(links, codes).size() == 30);
  Table rivers("rivers.csv", bytes_of(kTables / "rivers.csv"), problems);
  const Column zone = rivers.need("zone"), upstream = rivers.need("upstream");
  CHECK(rivers.rows() == 6);
  for (std::size_t r = 0; r < rivers.rows(); ++r) {
    codes.read(rivers, r, zone);
    if (!rivers.blank(r, upstream)) codes.read(rivers, r, upstream);
  }
  problems.throw_if_any();
}

TEST_CASE("Somalia: monthly drivers are complete from 2009 to February 2020") {
  const std::vector<Zone> districts = zones_of("districts.csv");
  for (const char* name : {"rain_mm_per_month", "ndvi", "conflict_incidents", "conflict_fatalities",
                           "staple_food_price_index"}) {
    CAPTURE(name);
    Problems problems;
    Table table(name, bytes_of(kTables / (std::string(name) + ".csv")), problems);
    MonthlySeries series = read_monthly(table, ZoneCodes(districts), districts.size());
    problems.throw_if_any();
    CHECK(series.first_month == month_number(2009, 1));
    CHECK(series.end_month() == month_number(2020, 3));
    CHECK(fill_gaps(series, GapPolicy::error).empty());
  }
  Problems problems;
  Table table("fews_phase", bytes_of(kTables / "fews_phase.csv"), problems);
  const MonthlySeries phase = read_monthly(table, ZoneCodes(districts), districts.size());
  problems.throw_if_any();
  for (const double value : phase.value) CHECK((std::isnan(value) || (value >= 1 && value <= 5)));
}

TEST_CASE("Somalia: movements by cause sum to the published ones") {
  Problems problems;
  const std::vector<Zone> regions = zones_of("regions.csv");
  Table table("displacement.csv", bytes_of(kTables / "displacement.csv"), problems);
  const auto records = read_displacement(table, ZoneCodes(regions), prmn_causes());
  problems.throw_if_any();
  std::map<std::string, std::int64_t> persons;
  for (const DisplacementRecord& record : records) persons[record.cause] += record.persons;
  // shared/reference/drivers.md §7, persons of the destination logits.
  CHECK(persons["conflict"] == 1045283);
  CHECK(persons["drought"] == 1545127);
  CHECK(persons["flood"] == 1622919);
  CHECK(records.front().month == month_number(2016, 10));
  CHECK(records.back().month == month_number(2020, 12));
}

/// Values by zone code and month.
MonthlySeries series_in(const std::string& name, const std::vector<Zone>& zones) {
  Problems problems;
  Table table(name, bytes_of(kTables / (name + ".csv")), problems);
  MonthlySeries series = read_monthly(table, ZoneCodes(zones), zones.size());
  problems.throw_if_any();
  return series;
}

TEST_CASE("Somalia: a region has its districts' fatalities and their mean rain") {
  const std::vector<Zone> regions = zones_of("regions.csv"), districts = zones_of("districts.csv");
  std::vector<std::size_t> group;
  std::vector<double> people;
  for (const Zone& district : districts) {
    const auto found = std::find_if(regions.begin(), regions.end(),
                                    [&](const Zone& r) { return r.name == district.region; });
    group.push_back(static_cast<std::size_t>(found - regions.begin()));
    people.push_back(static_cast<double>(district.population));
  }
  for (const std::string name : {"conflict_incidents", "conflict_fatalities"}) {
    const MonthlySeries sum = models::group_sum(series_in(name, districts), group, regions.size());
    CHECK(series_in("region_" + name, regions).value == sum.value);
  }
  const MonthlySeries mean =
      models::group_mean(series_in("rain_mm_per_month", districts), group, regions.size(), people);
  const MonthlySeries rain = series_in("region_rain_mm_per_month", regions);
  REQUIRE(rain.value.size() == mean.value.size());
  for (std::size_t i = 0; i < rain.value.size(); ++i) {
    REQUIRE(std::abs(rain.value[i] - mean.value[i]) <= 0.01 + 1e-9);  // both rounded to 0.01 mm
  }
}

TEST_CASE("Somalia: all tables together are small") {
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(kTables)) {
    if (entry.is_regular_file()) bytes += entry.file_size();  // a user's imports lie in folders
  }
  CHECK(bytes > 1'000'000);
  CHECK(bytes <= 3'000'000);
}

TEST_CASE("Somalia: the shipped movements are what the importer makes of the register") {
  const char* folder = std::getenv("RAVENSTEIN_DATA");
  const fs::path data =
      folder != nullptr ? fs::path(folder) : fs::path(RAVENSTEIN_SOURCE_DIR) / "../shared/data";
  const fs::path file = data / "somalia/observed/prmn_od_district_month_cause.csv";
  if (!fs::exists(file)) {
    WARN("skipped: " << file.string() << " is not there (set RAVENSTEIN_DATA)");
    return;
  }
  const TextFiles imported = import_prmn(file, kTables / "districts.csv", kTables / "regions.csv");
  const std::string later = bytes_of(kTables / "displacement.csv");
  const std::string early = bytes_of(kTables / "displacement_before.csv");
  CHECK(imported.at("displacement.csv") == early + later.substr(later.find('\n') + 1));
  CHECK(import_prmn(file, kTables / "districts.csv", {}).at("displacement.csv") ==
        bytes_of(kTables / "district_displacement.csv"));
}

}  // namespace
}  // namespace ravenstein::io
