// SPDX-License-Identifier: Apache-2.0
// Boundaries of zones: found by their codes, named by a scenario, written to GeoPackages. Polygons
// and the codes of the example (example.hpp) are made up.
#include "io/report/boundaries.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <nlohmann/json.hpp>

#include "io/export/gpkg_areas.hpp"
#include "tests/io/example.hpp"

namespace ravenstein::io {
namespace {

using nlohmann::json;

std::string collection(const std::string& features) {
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

/// A square of one degree with this corner.
std::string square(const std::string& code, int west) {
  const auto at = [&](int x, int y) {
    return '[' + std::to_string(west + x) + ',' + std::to_string(10 + y) + ']';
  };
  return R"({"type":"Feature","properties":{"PCODE":")" + code +
         R"("},"geometry":{"type":"Polygon","coordinates":[[)" + at(0, 0) + ',' + at(1, 0) + ',' +
         at(1, 1) + ',' + at(0, 1) + ',' + at(0, 0) + "]]}}";
}

/// The only problem of these bytes, as it is told.
std::string problem_of(const std::string& geojson) {
  const std::vector<BoundaryPlace> places = {{"A", {"A"}}};
  Problems told;
  CHECK(report_boundaries(geojson, "b.geojson", places, told).empty());
  REQUIRE(told.size() == 1);
  return to_string(told.all().front());
}

example::Files with_boundaries(const std::string& geojson) {
  example::Files files = example::with("s.yaml", "closures: closures.csv\n",
                                       "closures: closures.csv\nboundaries: areas.geojson\n");
  files["areas.geojson"] = geojson;
  return files;
}

}  // namespace

TEST_CASE(
    "boundaries: they are found by the codes of zones, rounded, and joined with their zones") {
  const std::string square = R"([[[1.00049,2],[1.00051,2],[1.5,2.5],[1,2.5],[1.00049,2]]])";
  const auto feature = [&](const std::string& properties) {
    return R"({"type":"Feature","properties":)" + properties +
           R"(,"geometry":{"type":"Polygon","coordinates":)" + square + "}}";
  };
  const std::string geojson =
      R"({"type":"FeatureCollection","features":[)" + feature(R"({"n":"x","PCODE":"A"})") + "," +
      feature(R"({"n":"A","PCODE":"B"})") + "," + feature(R"({"n":"y","PCODE":"C"})") + "]}";
  const std::vector<BoundaryPlace> places = {{"A", {"A"}}, {"together-2", {"B", "D"}}};
  Problems problems;
  const json found = json::parse(report_boundaries(geojson, "b.geojson", places, problems));
  CHECK(problems.empty());
  REQUIRE(found["features"].size() == 2);
  CHECK(found["features"][1]["properties"]["code"] == "together-2");
  // 1.00049 and 1.00051 are 1.000 and 1.001.
  CHECK(found["features"][0]["geometry"]["coordinates"][0] ==
        json::parse("[[[1.0,2.0],[1.001,2.0],[1.5,2.5],[1.0,2.5],[1.0,2.0]]]"));
}

TEST_CASE("boundaries: what is wrong with a file is told with its place and a way to mend it") {
  CHECK(problem_of("{\n \"type\": oops}") ==
        "b.geojson:2:10: boundaries: expected GeoJSON, found what is no JSON (was the file cut "
        "off?)");
  CHECK(problem_of("[]").find("expected a GeoJSON FeatureCollection, found something else") !=
        std::string::npos);
  CHECK(problem_of(R"({"type":"Topology"})").find("found TopoJSON (convert it") !=
        std::string::npos);
  CHECK(problem_of(collection("")).find("no feature has a property") != std::string::npos);
  const std::string other = problem_of(collection(square("a1", 0)));
  CHECK(other.find("codes of zones are like A; its first feature has PCODE: a1") !=
        std::string::npos);
  CHECK(problem_of(collection(square("A", 500000))).find("convert to WGS 84") != std::string::npos);
  CHECK(problem_of(collection(R"({"properties":{"c":"A"},
                                  "geometry":{"type":"Point","coordinates":[1,2]}})"))
            .find("no feature of a zone is a polygon") != std::string::npos);
}

TEST_CASE("boundaries: a scenario names them, and is told of zones that have none") {
  const std::string areas =
      collection(square("K", 0) + ',' + square("G", 2) + ',' + square("A", 4));
  const ScenarioFile read = example::read(with_boundaries(areas));
  CHECK(read.boundaries.name == "areas.geojson");
  CHECK(read.boundaries.geojson == areas);
  REQUIRE_FALSE(read.notes.empty());
  CHECK(to_string(read.notes.back()).find("1 of 4 zones have no polygon in areas.geojson: 0101") !=
        std::string::npos);
  // They are among the inputs, so that the projection holds them.
  CHECK(std::ranges::any_of(read.inputs, [](const auto& f) { return f.path == "areas.geojson"; }));
  CHECK(example::read(example::files()).boundaries.geojson.empty());
}

TEST_CASE("boundaries: a scenario's mistakes with them are told before anything runs") {
  const example::Lines bad = example::problems(with_boundaries(collection(square("X", 0))));
  REQUIRE(bad.size() == 1);
  CHECK(bad[0].find("areas.geojson: boundaries: no feature has a property") == 0);
  example::Files missing = with_boundaries("");
  missing.erase("areas.geojson");
  const example::Lines none = example::scenario_problems(missing);
  REQUIRE(none.size() == 1);
  CHECK(none[0].find("s.yaml:7:13: boundaries:") == 0);
  const example::Lines misspelt = example::scenario_problems(
      example::with("s.yaml", "links: links.csv\n", "links: links.csv\nboundries: b.geojson\n"));
  REQUIRE(misspelt.size() == 1);
  CHECK(misspelt[0].find("did you mean \"boundaries\"") != std::string::npos);
}

TEST_CASE("boundaries: places of a GeoPackage are the polygons of their zones") {
  ReleaseTables tables;
  tables.boundaries = collection(square("K", 0) + ',' + square("G", 2));
  ReleasedPlace both, none;
  both.code = "together-1";
  both.zones = {"K", "G"};
  none.code = "A";
  none.zones = {"A"};
  tables.places = {none, both};
  const std::vector<Shape> areas = area_shapes(tables);
  REQUIRE(areas.size() == 2);
  CHECK(areas[0].bytes.empty());
  // Header 8, order and type 5, count 4; a polygon: order and type 5, rings 4, positions 4, 5 x 16.
  CHECK(areas[1].bytes.size() == 8 + 5 + 4 + 2 * (5 + 4 + 4 + 5 * 16));
  std::uint32_t polygons = 0;
  std::memcpy(&polygons, areas[1].bytes.data() + 13, sizeof polygons);
  CHECK(polygons == 2);
  CHECK((areas[1].west == 0 && areas[1].east == 3 && areas[1].south == 10 && areas[1].north == 11));
  tables.boundaries.clear();
  CHECK(area_shapes(tables).empty());
}

TEST_CASE("boundaries: places without a polygon and far from theirs are counted") {
  std::vector<Zone> zones(3);
  for (std::size_t z = 0; z < 3; ++z) {
    zones[z].code = std::string(1, "ABC"[z]);
    zones[z].latitude_deg = 10.5;
    zones[z].longitude_deg = 0.5;
  }
  std::vector<BoundaryPlace> places;
  for (const Zone& zone : zones) places.push_back({zone.code, {zone.code}});
  Problems problems;
  const auto note = [&](int west_of_b) {
    const std::string given = collection(square("A", 0) + ',' + square("B", west_of_b));
    return boundaries_note(report_boundaries(given, "x", places, problems), zones);
  };
  CHECK(note(1) == "Note: 1 of 3 zones have no polygon in the boundaries\n");
  // 1.5 degrees of longitude are 164 km at 10.5 degrees north.
  CHECK(note(2).find("1 of 3 zones lie more than 100 km") != std::string::npos);
  CHECK(boundaries_note("", zones).empty());
  CHECK(problems.empty());
}

}  // namespace ravenstein::io
