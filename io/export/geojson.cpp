// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <nlohmann/json.hpp>

#include "io/export/columns.hpp"
#include "io/export/export.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  const double rounded = std::round(value * 1000) / 1000;
  if (rounded == std::floor(rounded)) return static_cast<std::int64_t>(rounded);
  return rounded;
}

/// Five decimals are a metre.
double degrees(double value) { return std::round(value * 1e5) / 1e5; }

Json position(const ReleasedPlace& place) {
  return Json::array({degrees(place.longitude_deg), degrees(place.latitude_deg)});
}

bool located(const ReleasedPlace& place) { return std::isfinite(place.latitude_deg); }

Json properties_of(const RowTable& table, const std::vector<Cell>& row) {
  Json properties = Json::object();
  for (std::size_t c = 0; c < row.size(); ++c) {
    const auto* value = std::get_if<double>(&row[c]);
    properties[table.columns[c].name] =
        value != nullptr ? number(*value) : Json(std::get<std::string>(row[c]));
  }
  return properties;
}

Json place_features(const ReleaseTables& tables) {
  Json features = Json::array();
  const RowTable rows = place_rows(tables);
  std::size_t p = 0;
  rows.each([&](const std::vector<Cell>& row) {
    const ReleasedPlace& place = tables.places[p++];
    Json geometry = nullptr;
    if (located(place)) geometry = {{"type", "Point"}, {"coordinates", position(place)}};
    Json properties = properties_of(rows, row);
    properties.erase("lat");
    properties.erase("lon");
    features.push_back({{"type", "Feature"},
                        {"id", place.code},
                        {"geometry", geometry},
                        {"properties", std::move(properties)}});
  });
  return features;
}

void add_flow_features(const ReleaseTables& tables, Json& features) {
  const RowTable rows = flow_rows(tables);
  std::size_t n = 0;
  rows.each([&](const std::vector<Cell>& row) {
    const ReleasedFlow& flow = tables.flows[n++];
    const ReleasedPlace &from = tables.places[flow.from], &to = tables.places[flow.to];
    Json geometry = nullptr;
    if (located(from) && located(to)) {
      geometry = {{"type", "LineString"},
                  {"coordinates", Json::array({position(from), position(to)})}};
    }
    features.push_back(
        {{"type", "Feature"}, {"geometry", geometry}, {"properties", properties_of(rows, row)}});
  });
}

}  // namespace

void export_geojson(const ReleaseTables& tables, const std::filesystem::path& output, bool force) {
  Json features = place_features(tables);
  add_flow_features(tables, features);
  Json document = {
      {"type", "FeatureCollection"},
      {"title", tables.title},
      {"release", tables.release == Release::open ? "public" : "restricted"},
      {"note", tables.note()},
      {"boundaries", "Points stand for areas; no boundary is drawn and none is endorsed."},
      {"features", std::move(features)}};
  const std::string text =
      document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  write_atomically(output, {reinterpret_cast<const std::byte*>(text.data()), text.size()}, force);
}

}  // namespace ravenstein::io
