// SPDX-License-Identifier: Apache-2.0
// What leaves a projection: worked out by hand from a small one, with names that could do harm.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/core/problem.hpp"
#include "io/export/columns.hpp"
#include "io/export/export.hpp"
#include "io/matrix/omx.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/projection/hdf5.hpp"
#include "io/release/release_tables.hpp"
#include "tests/io/country_sample.hpp"
#include "tests/io/projection_folder.hpp"

namespace ravenstein::io {
namespace {

/// Three months and three zones. Zone 1 has 4 people in all; zone 2 begins with 6.
ProjectionFile small_file() {
  ProjectionFile file = testing::sample_projection(3, 3);
  file.hasten = 1;
  file.beside.clear();
  Projection& run = file.projection;
  run.period = {*parse_date("2012-03-01"), 92, Interval::month};
  run.displaced = {3, {100, 2, 6, 150, 3, 26, 200, 4, 46}};
  run.refugees = {3, std::vector<double>(9)};
  run.arrivals = {3, {100, 2, 6, 50, 1, 20, 50, 1, 20}};
  run.flows = {{0, 0, 2, 6}, {1, 0, 2, 20}, {2, 1, 2, 20}, {2, 2, 0, 200}};
  file.zones[0].name = "=HYPERLINK(\"x\")";
  file.zones[1].name = "<script>";
  file.zones[2].name = "مخيم";
  return file;
}

ReleaseTables released(const ProjectionFile& file, Release release = Release::open) {
  const ProjectionFile* one = &file;
  return release_tables({&one, 1}, release, {}).front();
}

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("release: few people are shown with others, early rows with later ones") {
  const ReleaseTables tables = released(small_file());
  // Zone 1 (4 people) needs company: zone 2 has the fewest. Together: 8, 29 and 50 people.
  REQUIRE(tables.places.size() == 2);
  CHECK(tables.places[0].code == "ML00");
  CHECK(tables.places[1].zones == std::vector<std::string>{"ML01", "ML02"});
  const ReleasedTable& present = tables.present();
  CHECK(std::isnan(present.value[tables.cell(0, 1)]));
  CHECK(present.value[tables.cell(1, 1)] == 30);  // 29, rounded to 5
  CHECK(present.value[tables.cell(2, 1)] == 50);
  const ReleasedTable& arrivals = tables.tables.at(1);
  CHECK(arrivals.value[tables.cell(1, 1)] == 30);  // 8 + 21
  CHECK(arrivals.since[tables.cell(1, 1)] == 0);
  // Totals use nothing that is not shown: 29 are spread over two months.
  CHECK(present.total[0] == 115);  // 100 + 14.5
  CHECK(present.total[1] == 180);  // 150 + 29, rounded
  CHECK(tables.note().find("empty cells are not zeros") != std::string::npos);
}

TEST_CASE("release: the same is hidden whichever file is named first") {
  const ProjectionFile a = small_file();
  ProjectionFile b = a;
  b.projection.flows = {{0, 0, 1, 40}, {0, 0, 2, 5}, {1, 2, 1, 20}, {2, 1, 0, 200}, {2, 2, 0, 7}};
  b.projection.displaced.persons = {100, 20, 36, 150, 43, 66, 200, 74, 86};
  const ProjectionFile *there[] = {&a, &b}, *back[] = {&b, &a};
  const auto one = release_tables(there, Release::open, {});
  const auto other = release_tables(back, Release::open, {});
  const testing::Folder folder;
  for (const std::size_t n : {0, 1}) {
    const std::string name = std::to_string(n);
    for (const auto& path : export_csv(one[n], folder / ("one" + name), false, false)) {
      export_csv(other[1 - n], folder / ("other" + name), false, true);
      CHECK(text_of(path) == text_of((folder / ("other" + name)) / path.filename()));
    }
  }
}

TEST_CASE("release: few who left those who were there before are not told") {
  ProjectionFile file = small_file();
  file.zones.resize(1);
  Projection& run = file.projection;
  for (DailyTable* table : {&run.refugees, &run.departures, &run.entries, &run.exits}) {
    *table = {1, {0, 0, 0}};
  }
  run.flows.clear();
  run.displaced = {1, {150, 200, 260}};
  run.arrivals = {1, {55, 50, 60}};  // 95 were there, all stay
  const auto rows_shown = [&] {
    const ReleaseTables tables = released(file);
    return std::ranges::count_if(tables.tables[1].value, [](double v) { return !std::isnan(v); });
  };
  CHECK(rows_shown() == 3);
  run.displaced.persons = {150, 195, 255};  // 5 left, in the second month: in all as well
  CHECK(rows_shown() == 0);
}

TEST_CASE("release: flows that are none or few are left out, restricted ones are all there") {
  const ProjectionFile file = small_file();
  const ReleaseTables open = released(file);
  // Places 0 and 1 (zones 1 and 2): 26 there, 200 back; 20 inside are not told.
  REQUIRE(open.flows.size() == 2);
  CHECK(open.flows[0].persons == 200);
  CHECK(open.flows[1].persons == 25);
  const ReleaseTables all = released(file, Release::restricted);
  CHECK(all.places.size() == 3);
  CHECK(all.flows.size() == 3);
  CHECK(all.present().value[all.cell(0, 2)] == 6);
  CHECK(all.tables.back().name == "departures");
  CHECK(all.note() == kRestrictedStamp);
}

TEST_CASE("release: days become months, and scenarios must be alike") {
  ProjectionFile days = testing::sample_projection(40, 5);
  const ReleaseTables tables = released(days);
  CHECK(tables.interval == "month");
  CHECK(tables.end == std::vector<std::string>{"2012-02-29", "2012-03-31", "2012-04-08"});
  // 1000 x table + 10 x day + zone, times 3 for `hasten`: displaced and refugees of day 31, zone 2.
  const double expected = 3 * (2 * 310 + 3000 + 2 * 2);
  REQUIRE(tables.places[2].code == "ML02");
  CHECK(tables.present().value[tables.cell(1, 2)] == std::round(expected / 5) * 5);
  ProjectionFile other = testing::sample_projection(30, 5);
  const ProjectionFile* both[] = {&days, &other};
  CHECK_THROWS_AS(release_tables(both, Release::open, {}), std::invalid_argument);
}

TEST_CASE("release: quantiles are shown with the mean, parts add up") {
  const ProjectionFile file = testing::sample_country();
  const ReleaseTables tables = released(file);
  CHECK(tables.members == 9);
  REQUIRE(tables.parts.size() == 2);
  CHECK(tables.parts[0].dimension == "cause");
  CHECK(tables.parts[1].labels == std::vector<std::string>{"female 0-17", "male 0-17"});
  CHECK(quantile_name(0.05) == "q05");
  CHECK(quantile_name(0.5) == "q50");
}

TEST_CASE("release: whatever happened where nothing is shown, what is shown is the same") {
  const ProjectionFile file = small_file();
  ProjectionFile other = file;
  // Zones 1 and 2 have 29 people after two months and 50 after three, as before; how many of them
  // were where, and how many came in which of the first two months, differs.
  other.projection.displaced.persons = {100, 3, 2, 150, 1, 28, 200, 4, 46};
  other.projection.arrivals.persons = {100, 3, 2, 50, 7, 17, 50, 3, 18};
  other.projection.flows = {{0, 0, 1, 5}, {1, 0, 2, 21}, {2, 2, 1, 20}, {2, 1, 0, 200}};
  const testing::Folder folder;
  const auto files = export_csv(released(file), folder / "a", false, false);
  export_csv(released(other), folder / "b", false, false);
  for (const auto& path : files) {
    CHECK(text_of(path) == text_of((folder / "b") / path.filename()));
  }
  CHECK(released(file).note() == released(other).note());
  export_netcdf(released(file), folder / "a.nc", false);
  export_netcdf(released(other), folder / "b.nc", false);
  CHECK(text_of(folder / "a.nc") == text_of(folder / "b.nc"));
}

TEST_CASE("export: CSV tables do not run formulas and say what they are") {
  const testing::Folder folder;
  const ReleaseTables tables = released(small_file());
  const auto files = export_csv(tables, folder / "csv", true, false);
  REQUIRE(files.size() == 4);
  const std::string people = text_of(folder / "csv/people.csv");
  CHECK(
      people.starts_with("since,date,code,name,region,country,quantity,value,release\n"
                         "#date+start,#date+end,#loc+code,"));
  CHECK(people.find("\"'=HYPERLINK(\"\"x\"\")\"") != std::string::npos);
  CHECK(people.find(",6,") == std::string::npos);
  CHECK(people.find("2012-03-01,2012-04-30,together-2") != std::string::npos);
  CHECK_THROWS_AS(export_csv(tables, folder / "csv", true, false), OutputExists);
  export_csv(released(small_file(), Release::restricted), folder / "all.csv", false, false);
  const std::string all = text_of(folder / "all.csv");
  CHECK(all.find(kRestrictedStamp) != std::string::npos);
  CHECK(all.find("مخيم") != std::string::npos);
}

TEST_CASE("export: HXL tags are of the standard list") {
  // Hashtags released with HXL 1.1 that tables like these may need (data.humdata.org/dataset/
  // hxl-core-schemas); attributes may be added freely.
  const std::set<std::string> standard{"#adm1", "#affected", "#capacity",  "#country",
                                       "#date", "#geo",      "#indicator", "#loc",
                                       "#meta", "#need",     "#population"};
  const ReleaseTables tables = released(testing::sample_country());
  for (const RowTable& table : {people_rows(tables), total_rows(tables), place_rows(tables),
                                flow_rows(tables), part_rows(tables), need_rows(tables)}) {
    for (const Column& column : table.columns) {
      INFO(table.name << " " << column.name << " " << column.hxl);
      CHECK(standard.count(column.hxl.substr(0, column.hxl.find('+'))) == 1);
    }
  }
}

TEST_CASE("export: a matrix passes the checks of OMX, and what is hidden is not 0") {
  const testing::Folder folder;
  const ReleaseTables tables = released(small_file());
  export_omx(tables, folder / "a.omx", false);
  CHECK(omx_problems(folder / "a.omx").empty());
  const hdf5::Reader file(folder / "a.omx");
  const auto flow = file.read<double>("/data/flow");
  REQUIRE(flow.size() == 4);
  CHECK(std::isnan(flow[0]));
  CHECK(flow[1] == 25);
}

TEST_CASE("export: netCDF with flags, GeoJSON and flowmap without positions") {
  const testing::Folder folder;
  ProjectionFile file = small_file();
  export_netcdf(released(file), folder / "a.nc", false);
  const hdf5::Reader nc(folder / "a.nc");
  CHECK(nc.read<std::int32_t>("/present_flag") == std::vector<std::int32_t>{0, 1, 0, 0, 0, 0});
  CHECK_FALSE(nc.has("/provenance"));
  for (Zone& zone : file.zones) zone.latitude_deg = zone.longitude_deg = std::nan("");
  const ReleaseTables nowhere = released(file);
  CHECK(places_on_the_map(nowhere) == 0);
  export_geojson(nowhere, folder / "a.geojson", false);
  CHECK(text_of(folder / "a.geojson").find("\"geometry\":null") != std::string::npos);
  export_flowmap(nowhere, folder / "flowmap", false);
  CHECK(text_of(folder / "flowmap/flows.csv") == "origin,dest,count\n");
}

TEST_CASE("export: one zone, or nobody to show") {
  const testing::Folder folder;
  ProjectionFile file = testing::sample_projection(40, 1);
  const ReleaseTables one = released(file);
  CHECK(one.places.size() == 1);
  CHECK(one.flow_note == "not recorded");
  export_gpkg(one, folder / "one.gpkg", false);
  export_omx(one, folder / "one.omx", false);
  CHECK(omx_problems(folder / "one.omx").empty());
  for (double& persons : file.projection.displaced.persons) persons = 1;
  for (double& persons : file.projection.refugees.persons) persons = 1;
  CHECK(released(file).places.empty());  // 6 people, for each count stands for 3
  CHECK(released(file, Release::restricted).places.size() == 1);
}

TEST_CASE("export: equal tables give equal bytes, in every format") {
  const testing::Folder folder;
  const ReleaseTables tables = released(small_file());
  using Write = void (*)(const ReleaseTables&, const std::filesystem::path&, bool);
  const std::pair<std::string, Write> formats[] = {{".xlsx", export_xlsx},
                                                   {".gpkg", export_gpkg},
                                                   {".geojson", export_geojson},
                                                   {".omx", export_omx},
                                                   {".nc", export_netcdf}};
  for (const auto& [ending, write] : formats) {
    INFO(ending);
    write(tables, folder / ("a" + ending), false);
    write(tables, folder / ("b" + ending), false);
    CHECK(text_of(folder / ("a" + ending)) == text_of(folder / ("b" + ending)));
    CHECK(text_of(folder / ("a" + ending)).size() > 100);
    CHECK_THROWS_AS(write(tables, folder / ("a" + ending), false), OutputExists);
  }
}

}  // namespace ravenstein::io
