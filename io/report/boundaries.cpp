// SPDX-License-Identifier: Apache-2.0
#include "io/report/boundaries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <optional>
#include <set>

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

void refuse(const std::string& name, std::string message, Problems& problems,
            std::string hint = {}) {
  problems.add({{name}, "boundaries", std::move(message), std::move(hint)}, InputKind::data);
}

/// A position that is none in WGS 84.
struct NoDegrees {};

/// Where a byte stands.
Place place_of_byte(const std::string& text, std::size_t byte, const std::string& name) {
  const std::string_view before = std::string_view(text).substr(0, byte > 0 ? byte - 1 : 0);
  const std::size_t line_start = before.rfind('\n') + 1;  // none: npos + 1 is 0
  return {name, 1 + static_cast<int>(std::ranges::count(before, '\n')),
          1 + static_cast<int>(before.size() - line_start)};
}

/// A FeatureCollection; nothing and a problem if it is none.
std::optional<Json> parsed(const std::string& geojson, const std::string& name,
                           Problems& problems) {
  Json root;
  try {
    root = Json::parse(geojson);
  } catch (const Json::parse_error& error) {
    problems.add({place_of_byte(geojson, error.byte, name), "boundaries",
                  "expected GeoJSON, found what is no JSON", "was the file cut off?"},
                 InputKind::data);
    return {};
  }
  const std::string type = root.is_object() && root.contains("type") && root["type"].is_string()
                               ? root["type"].get<std::string>()
                               : "";
  if (type == "Topology") {
    refuse(name, "expected GeoJSON, found TopoJSON", problems,
           "convert it, e.g. with ogr2ogr -f GeoJSON");
    return {};
  }
  if (type != "FeatureCollection" || !root.contains("features") || !root["features"].is_array()) {
    refuse(name,
           fmt::format("expected a GeoJSON FeatureCollection, found {}",
                       type.empty() ? "something else" : type),
           problems, "RFC 7946; positions in WGS 84");
    return {};
  }
  return root;
}

/// What the first feature says of itself, for hints.
std::string properties_text(const Json& features) {
  std::string text;
  if (features.empty() || !features[0].is_object() || !features[0].contains("properties") ||
      !features[0]["properties"].is_object()) {
    return "its features have no properties";
  }
  for (const auto& [key, value] : features[0]["properties"].items()) {
    if (value.is_string() && text.size() < 120) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key, value.get<std::string>());
    }
  }
  return text.empty() ? "its features have no texts" : "its first feature has " + text;
}

/// A ring with positions rounded; empty if less than a triangle is left.
Json rounded_ring(const Json& ring, double scale) {
  Json result = Json::array();
  for (const Json& position : ring) {
    if (std::abs(position.at(0).get<double>()) > 180 || std::abs(position.at(1).get<double>()) > 90)
      throw NoDegrees{};
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

/// From a position to the rectangle around all polygons of a feature, by a degree of 111.2 km.
double km_outside(const Json& feature, double lon, double lat) {
  double west = 180, east = -180, south = 90, north = -90;
  for (const Json& polygon : feature.at("geometry").at("coordinates")) {
    for (const Json& position : polygon.at(0)) {
      west = std::min(west, position.at(0).get<double>());
      east = std::max(east, position.at(0).get<double>());
      south = std::min(south, position.at(1).get<double>());
      north = std::max(north, position.at(1).get<double>());
    }
  }
  const double across = std::max({0.0, west - lon, lon - east});
  const double along = std::max({0.0, south - lat, lat - north});
  return 111.2 * std::hypot(across * std::cos(lat * std::numbers::pi / 180), along);
}

constexpr double kFarKm = 100;

}  // namespace

std::string boundaries_note(const std::string& geojson, std::span<const Zone> places) {
  if (geojson.empty()) return {};
  std::map<std::string, const Json*> features;
  const Json root = Json::parse(geojson);
  for (const Json& feature : root.at("features")) {
    features.emplace(feature.at("properties").at("code").get<std::string>(), &feature);
  }
  std::size_t without = 0, far = 0;
  for (const Zone& place : places) {
    const auto found = features.find(place.code);
    if (found == features.end()) {
      ++without;
    } else if (std::isfinite(place.longitude_deg) && std::isfinite(place.latitude_deg)) {
      far += km_outside(*found->second, place.longitude_deg, place.latitude_deg) > kFarKm ? 1 : 0;
    }
  }
  std::string note;
  if (without > 0) {
    note += fmt::format("Note: {} of {} zones have no polygon in the boundaries\n", without,
                        places.size());
  }
  if (far > 0) {
    note += fmt::format(
        "Note: {} of {} zones lie more than {} km from their polygons: are the boundaries of "
        "another place, or latitude and longitude exchanged?\n",
        far, places.size(), kFarKm);
  }
  return note;
}

std::string report_boundaries(const std::string& geojson, const std::string& name,
                              std::span<const BoundaryPlace> places, Problems& problems,
                              int decimals) {
  const std::optional<Json> root = parsed(geojson, name, problems);
  if (!root) return {};
  std::set<std::string> codes;
  for (const BoundaryPlace& place : places) codes.insert(place.zones.begin(), place.zones.end());
  const std::string property = code_property(root->at("features"), codes);
  if (property.empty()) {
    refuse(name, "no feature has a property with the code of a zone", problems,
           fmt::format("codes of zones are like {}; {}", codes.empty() ? "" : *codes.begin(),
                       properties_text(root->at("features"))));
    return {};
  }
  try {
    Json features = collect(root->at("features"), property, places, std::pow(10, decimals));
    if (features.empty()) refuse(name, "no feature of a zone is a polygon", problems);
    if (features.empty()) return {};
    Json all = {{"type", "FeatureCollection"}};
    all["features"] = std::move(features);
    return all.dump();
  } catch (const NoDegrees&) {
    refuse(name, "expected degrees of longitude and latitude, found larger numbers", problems,
           "convert to WGS 84 (EPSG:4326), e.g. with ogr2ogr -t_srs EPSG:4326");
    return {};
  } catch (const Json::exception& error) {
    refuse(name, std::string("is no valid GeoJSON: ") + error.what(), problems);
    return {};
  }
}

std::vector<std::string> codes_in_boundaries(const std::string& geojson) {
  std::vector<std::string> codes;
  const Json root = Json::parse(geojson);
  for (const Json& feature : root.at("features")) {
    codes.push_back(feature.at("properties").at("code").get<std::string>());
  }
  return codes;
}

}  // namespace ravenstein::io
