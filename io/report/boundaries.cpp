// SPDX-License-Identifier: Apache-2.0
#include "io/report/boundaries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

void refuse(const std::string& name, std::string message, Problems& problems,
            std::string hint = {}) {
  problems.add({{name}, "boundaries", std::move(message), std::move(hint)}, InputKind::data);
}

/// A ring with positions rounded; empty if less than a triangle is left.
Json rounded_ring(const Json& ring, double scale) {
  Json result = Json::array();
  for (const Json& position : ring) {
    const Json rounded = {std::round(position.at(0).get<double>() * scale) / scale,
                          std::round(position.at(1).get<double>() * scale) / scale};
    if (result.empty() || result.back() != rounded) result.push_back(rounded);
  }
  return result.size() < 4 ? Json::array() : result;
}

/// The polygons of a geometry, rounded: a list of lists of rings.
void add_polygons(const Json& geometry, double scale, Json& polygons) {
  const std::string type = geometry.at("type").get<std::string>();
  if (type != "Polygon" && type != "MultiPolygon") return;
  const Json one = Json::array({geometry.at("coordinates")});
  for (const Json& polygon : type == "Polygon" ? one : geometry.at("coordinates")) {
    Json rings = Json::array();
    for (const Json& ring : polygon) {
      Json rounded = rounded_ring(ring, scale);
      if (!rounded.empty()) rings.push_back(std::move(rounded));
      if (rings.empty()) break;  // of a polygon that is gone there are no holes
    }
    if (!rings.empty()) polygons.push_back(std::move(rings));
  }
}

/// The property whose values are codes of zones most often.
std::string code_property(const Json& features, const std::set<std::string>& codes) {
  std::map<std::string, int> found;
  for (const Json& feature : features) {
    const auto properties = feature.find("properties");
    if (properties == feature.end() || !properties->is_object()) continue;
    for (const auto& [key, value] : properties->items()) {
      if (value.is_string() && codes.contains(value.get<std::string>())) ++found[key];
    }
  }
  const auto most =
      std::ranges::max_element(found, {}, [](const auto& entry) { return entry.second; });
  return most == found.end() ? "" : most->first;
}

Json collect(const Json& features, const std::string& property,
             std::span<const BoundaryPlace> places, double scale) {
  std::map<std::string, Json> polygons;
  for (const Json& feature : features) {
    const Json& properties = feature.at("properties");
    if (!properties.is_object() || !properties.contains(property)) continue;
    const Json& code = properties.at(property);
    if (!code.is_string() || !feature.at("geometry").is_object()) continue;
    Json& of_zone = polygons.try_emplace(code.get<std::string>(), Json::array()).first->second;
    add_polygons(feature.at("geometry"), scale, of_zone);
  }
  Json all = Json::array();
  for (const BoundaryPlace& place : places) {
    Json of_place = Json::array();
    for (const std::string& zone : place.zones) {
      const auto found = polygons.find(zone);
      if (found == polygons.end()) continue;
      for (const Json& polygon : found->second) of_place.push_back(polygon);
    }
    if (of_place.empty()) continue;
    Json feature = {{"type", "Feature"}};
    feature["properties"]["code"] = place.code;
    feature["geometry"]["type"] = "MultiPolygon";
    feature["geometry"]["coordinates"] = std::move(of_place);
    all.push_back(std::move(feature));
  }
  return all;
}

}  // namespace

std::string report_boundaries(const std::string& geojson, const std::string& name,
                              std::span<const BoundaryPlace> places, Problems& problems,
                              int decimals) {
  const Json root = Json::parse(geojson, nullptr, false);
  if (root.is_discarded() || !root.is_object() || root.value("type", "") != "FeatureCollection" ||
      !root.contains("features") || !root["features"].is_array()) {
    refuse(name, "is no GeoJSON FeatureCollection", problems, "RFC 7946; positions in WGS 84");
    return {};
  }
  std::set<std::string> codes;
  for (const BoundaryPlace& place : places) codes.insert(place.zones.begin(), place.zones.end());
  const std::string property = code_property(root["features"], codes);
  if (property.empty()) {
    refuse(name, "no feature has a property with the code of a zone", problems,
           fmt::format("codes of zones are like {}", codes.empty() ? "" : *codes.begin()));
    return {};
  }
  try {
    Json features = collect(root["features"], property, places, std::pow(10, decimals));
    if (features.empty()) refuse(name, "no feature of a zone is a polygon", problems);
    if (features.empty()) return {};
    Json all = {{"type", "FeatureCollection"}};
    all["features"] = std::move(features);
    return all.dump();
  } catch (const Json::exception& error) {
    refuse(name, std::string("is no valid GeoJSON: ") + error.what(), problems);
    return {};
  }
}

}  // namespace ravenstein::io
