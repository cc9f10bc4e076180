// SPDX-License-Identifier: Apache-2.0
#include "io/export/gpkg_areas.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/core/problem.hpp"
#include "io/report/boundaries.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::json;

constexpr std::uint32_t kPolygon = 3, kMultiPolygon = 6;

std::uint32_t count_of(const Json& list) { return static_cast<std::uint32_t>(list.size()); }

Shape multi_polygon(const Json& polygons) {
  Shape shape = begin_shape(kMultiPolygon);
  append(shape.bytes, count_of(polygons));
  for (const Json& polygon : polygons) {
    shape.bytes += '\x01';
    append(shape.bytes, kPolygon);
    append(shape.bytes, count_of(polygon));
    for (const Json& ring : polygon) {
      append(shape.bytes, count_of(ring));
      for (const Json& position : ring) {
        append_position(shape, position[0].get<double>(), position[1].get<double>());
      }
    }
  }
  return shape;
}

}  // namespace

std::vector<Shape> area_shapes(const ReleaseTables& tables) {
  if (tables.boundaries.empty()) return {};
  std::vector<BoundaryPlace> places;
  for (const ReleasedPlace& place : tables.places) places.push_back({place.code, place.zones});
  Problems problems;
  constexpr int kDecimals = 5;  // a metre
  const std::string found =
      report_boundaries(tables.boundaries, "boundaries", places, problems, kDecimals);
  problems.throw_if_any();
  std::vector<Shape> areas(places.size());
  const Json document = Json::parse(found);
  for (const Json& feature : document["features"]) {
    const std::string code = feature["properties"]["code"].get<std::string>();
    const auto place = std::ranges::find(places, code, &BoundaryPlace::code);
    areas[static_cast<std::size_t>(place - places.begin())] =
        multi_polygon(feature["geometry"]["coordinates"]);
  }
  return areas;
}

}  // namespace ravenstein::io
