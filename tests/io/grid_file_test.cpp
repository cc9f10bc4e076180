// SPDX-License-Identifier: Apache-2.0
#include "io/grid/grid_file.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>

#include "io/grid/geotiff.hpp"
#include "io/projection/atomic_file.hpp"
#include "projection_folder.hpp"

using namespace ravenstein;
using namespace ravenstein::io;

namespace {

const std::string kEuropean = "EPSG:3035";  // metres

std::string write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path) << text;
  return path.string();
}

/// The problems of reading a table of this text.
std::string complaint(const std::string& text, const std::string& column = "people") {
  const testing::Folder folder;
  Problems problems;
  read_grid_layer(write(folder.path() / "g.csv", text) + ":" + column, {}, problems);
  std::string all;
  for (const Problem& problem : problems.all()) all += to_string(problem) + '\n';
  return all;
}

const GridFrame kFrame{{3, 4, .5}, 4321, 3210, kEuropean};
const std::vector<std::size_t> kCells{1, 6, 11};
const std::vector<GridColumn> kColumns{{"urban_2020", {.1, 2e9, 1.0 / 3}},
                                       {"rural_2020", {0, 1, 2}}};

void check_round_trip(const std::filesystem::path& file, const std::string& urban,
                      const std::string& rural) {
  write_grid(file, kFrame, kCells, kColumns, false);
  CHECK_THROWS_AS(write_grid(file, kFrame, kCells, kColumns, false), OutputExists);
  Problems problems;
  const GridLayer first = read_grid_layer(file.string() + ":" + urban, {}, problems);
  const GridLayer second = read_grid_layer(file.string() + ":" + rural, {}, problems);
  check_same_grid(first, second, problems);
  problems.throw_if_any();
  CHECK(first.frame.shape == kFrame.shape);
  CHECK(*first.frame.west_km == Approx(4321));
  CHECK(*first.frame.north_km == Approx(3210));
  CHECK(same_projection(first.frame.projection, kEuropean));
  for (std::size_t k = 0; k < kCells.size(); ++k) {
    CHECK(first.value[kCells[k]] == kColumns[0].value[k]);
    CHECK(second.value[kCells[k]] == kColumns[1].value[k]);
  }
  CHECK(std::isnan(first.value[0]));
}

}  // namespace

TEST_CASE("grid files: CSV gives back every bit and the grid's place") {
  const testing::Folder folder;
  check_round_trip(folder.path() / "grid.csv", "urban_2020", "rural_2020");
}

TEST_CASE("grid files: GeoTIFF gives back every bit and the grid's place") {
  if (!geotiff_available()) {
    WARN("built without GDAL: skipped");
    return;
  }
  const testing::Folder folder;
  check_round_trip(folder.path() / "grid.tif", "1", "2");
}

TEST_CASE("grid files: GeoTIFF and CSV hold the same people") {
  const char* data = std::getenv("RAVENSTEIN_DATA");
  const std::filesystem::path island =
      std::filesystem::path(data != nullptr ? data : RAVENSTEIN_SOURCE_DIR "/../shared/data") /
      "flows/population_gravity/rhode_island";
  if (!geotiff_available() || !std::filesystem::exists(island)) {
    WARN("built without GDAL, or no population_gravity grids (docs/data.md): skipped");
    return;
  }
  Problems problems;
  const GridLayer raster = read_grid_layer((island / "urban_2010.tif").string(), {}, problems);
  const GridLayer table = read_grid_layer((island / "grid_nonzero.csv").string() + ":urban_2010",
                                          models::GridShape{300, 270, 1}, problems);
  check_same_grid(raster, table, problems);
  const GridLayer reference =
      read_grid_layer((island / "ref_urban_2020.tif").string(), {}, problems);
  check_same_grid(raster, reference, problems);
  problems.throw_if_any();
  // Both are written with eight digits of 32-bit numbers.
  for (std::size_t cell = 0; cell < raster.value.size(); ++cell) {
    const double people = raster.value[cell] > 0 ? raster.value[cell] : 0;
    const double listed = table.value[cell] > 0 ? table.value[cell] : 0;
    if (std::abs(people - listed) > 1e-6 * people) FAIL("cell " << cell << " differs");
  }
  CHECK(raster.frame.west_km == Approx(1868.7923525));
}

TEST_CASE("grid files: every mistake is told with its place") {
  const std::string head = "# grid rows=3 columns=4 cell_km=1\n";
  CHECK(complaint(head + "row,column,people\n0,0,1\n2,3,4\n").empty());
  CHECK(complaint("index,people\n0,1\n").find("the grid's shape is not known") !=
        std::string::npos);
  CHECK(complaint("# grid rows=x columns=4\nindex,people\n0,1\n")
            .find("g.csv:1:1: rows: expected a number, found \"x\"") != std::string::npos);
  CHECK(complaint(head + "row,column,people\n3,0,1\n").find("g.csv:3:1") != std::string::npos);
  CHECK(complaint(head + "index,people\n12,1\n").find("g.csv:3:1") != std::string::npos);
  CHECK(complaint(head + "index,people\n1,1\n1,2\n").find("this cell is there twice") !=
        std::string::npos);
  CHECK(complaint(head + "index,people\n1,1\n1,2\n").find("g.csv:4:1") != std::string::npos);
  CHECK(complaint(head + "index,people\n1,many\n").find("g.csv:3:3") != std::string::npos);
  CHECK(complaint(head + "index,persons\n1,2\n").find("people") != std::string::npos);
  CHECK(complaint(head + "index,a,b\n1,2,3\n", "").find("name one, as FILE:COLUMN") !=
        std::string::npos);
}

TEST_CASE("grid files: grids of other shapes, places and projections are told apart") {
  const GridLayer grid{"a.csv", kFrame, std::vector<double>(12, 1.0)};
  const auto told = [&](auto change) {
    GridLayer other = grid;
    other.name = "b.csv";
    change(other.frame);
    Problems problems;
    check_same_grid(grid, other, problems);
    return problems.empty() ? "" : to_string(problems.all()[0]);
  };
  CHECK(told([](GridFrame&) {}).empty());
  CHECK(told([](GridFrame& f) { f.west_km.reset(), f.projection.clear(); }).empty());
  CHECK(told([](GridFrame& f) { f.shape.rows = 4; }) ==
        "b.csv: expected the grid of a.csv (3 x 4 cells of 0.5 km), found 4 x 4 cells of 0.5 km");
  CHECK(told([](GridFrame& f) { f.shape.cell_km = 1; }).find("of 1 km") != std::string::npos);
  CHECK(told([](GridFrame& f) { f.north_km = 3211; }).find("expected the corner of a.csv") !=
        std::string::npos);
  CHECK(told([](GridFrame& f) { f.projection = "EPSG:5070"; }) ==
        "b.csv: expected the projection of a.csv (\"EPSG:3035\"), found \"EPSG:5070\"");
}
