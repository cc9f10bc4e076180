// SPDX-License-Identifier: Apache-2.0
#include "io/export/gpkg_areas.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/core/problem.hpp"
#include "io/report/boundaries.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::json;

constexpr std::int32_t kWgs84 = 4326;
constexpr std::uint32_t kPolygon = 3, kMultiPolygon = 6;

template <class T>
void append(std::string& bytes, T value) {
  static_assert(std::endian::native == std::endian::little);
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  bytes.append(raw, sizeof(T));
}

std::uint32_t count_of(const Json& list) { return static_cast<std::uint32_t>(list.size()); }

/// Well-known binary, little-endian, with a GeoPackage header without envelope (§2.1.3).
std::string multi_polygon(const Json& polygons, AreaGeometries& bounds) {
  std::string bytes("GP\0\x01", 4);
  append(bytes, kWgs84);
  bytes += '\x01';
  append(bytes, kMultiPolygon);
  append(bytes, count_of(polygons));
  for (const Json& polygon : polygons) {
    bytes += '\x01';
    append(bytes, kPolygon);
    append(bytes, count_of(polygon));
    for (const Json& ring : polygon) {
      append(bytes, count_of(ring));
      for (const Json& position : ring) {
        const double x = position[0].get<double>(), y = position[1].get<double>();
        append(bytes, x);
        append(bytes, y);
        bounds.west = std::fmin(bounds.west, x);
        bounds.east = std::fmax(bounds.east, x);
        bounds.south = std::fmin(bounds.south, y);
        bounds.north = std::fmax(bounds.north, y);
      }
    }
  }
  return bytes;
}

}  // namespace

AreaGeometries area_geometries(const ReleaseTables& tables) {
  AreaGeometries areas;
  if (tables.boundaries.empty()) return areas;
  std::vector<BoundaryPlace> places;
  for (const ReleasedPlace& place : tables.places) places.push_back({place.code, place.zones});
  Problems problems;
  constexpr int kDecimals = 5;  // a metre
  const std::string found =
      report_boundaries(tables.boundaries, "boundaries", places, problems, kDecimals);
  problems.throw_if_any();
  areas.blobs.resize(places.size());
  const Json document = Json::parse(found);
  for (const Json& feature : document["features"]) {
    const std::string code = feature["properties"]["code"].get<std::string>();
    const auto place = std::ranges::find(places, code, &BoundaryPlace::code);
    areas.blobs[static_cast<std::size_t>(place - places.begin())] =
        multi_polygon(feature["geometry"]["coordinates"], areas);
  }
  return areas;
}

}  // namespace ravenstein::io
