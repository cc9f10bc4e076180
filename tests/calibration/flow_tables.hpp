// SPDX-License-Identifier: Apache-2.0
// The origin-destination data of data/flows as matrices (README.md there), for tests. Empty where
// the data is absent.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "calibration/interaction/fit.hpp"
#include "io/tables/csv.hpp"

namespace ravenstein::testing {

inline std::filesystem::path flows_folder() {
  const char* data = std::getenv("RAVENSTEIN_DATA");
  return std::filesystem::path(data != nullptr ? data : RAVENSTEIN_SOURCE_DIR "/../shared/data") /
         "flows";
}

/// Rows by column name.
inline std::vector<std::map<std::string, std::string>> csv_rows(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  Problems problems;
  const io::Csv csv(path.string(), bytes.str(), problems);
  problems.throw_if_any();
  std::vector<std::map<std::string, std::string>> rows;
  for (std::size_t r = 1; r < csv.size(); ++r) {
    auto& row = rows.emplace_back();
    for (std::size_t c = 0; c < csv.row(0).size(); ++c) {
      row[std::string(csv.row(0)[c].text)] = std::string(csv.row(r)[c].text);
    }
  }
  return rows;
}

/// A square matrix of flows and costs with masses of zones.
struct FlowTable {
  std::vector<std::string> zones;
  std::vector<double> flow, cost;
  std::vector<double> origin_mass, destination_mass;

  std::size_t size() const { return zones.size(); }
  std::size_t number(const std::string& zone) {
    const auto found = std::find(zones.begin(), zones.end(), zone);
    if (found != zones.end()) return static_cast<std::size_t>(found - zones.begin());
    zones.push_back(zone);
    return zones.size() - 1;
  }
  void allot() {
    flow.assign(size() * size(), 0.0);
    cost.assign(size() * size(), std::numeric_limits<double>::infinity());
    origin_mass.assign(size(), 0.0);
    destination_mass.assign(size(), 0.0);
  }
  calibration::InteractionData data() const { return {size(), size(), flow, cost, false, 0}; }
};

/// Austria as spint has it: od_test72.csv or austria_primer.csv (whose diagonal is dropped).
inline FlowTable austria(bool primer) {
  const auto rows = csv_rows(flows_folder() / "austria_spint" /
                             (primer ? "austria_primer.csv" : "od_test72.csv"));
  const auto name = [&](const char* theirs, const char* other) { return primer ? theirs : other; };
  FlowTable table;
  for (const auto& row : rows) table.number(row.at(name("Origin", "orig")));
  table.allot();
  for (const auto& row : rows) {
    const std::size_t i = table.number(row.at(name("Origin", "orig")));
    const std::size_t j = table.number(row.at(name("Destination", "dest")));
    if (i == j) continue;
    table.flow[i * table.size() + j] = std::stod(row.at(name("Data", "flow")));
    table.cost[i * table.size() + j] = std::stod(row.at(name("Dij", "dij")));
    table.origin_mass[i] = std::stod(row.at(name("Oi", "o_var")));
    table.destination_mass[j] = std::stod(row.at(name("Dj", "d_var")));
  }
  return table;
}

inline FlowTable kansas() {
  FlowTable table;
  const auto zones = csv_rows(flows_folder() / "kansas_tdlm" / "zones.csv");
  for (const auto& row : zones) table.number(row.at("id"));
  table.allot();
  for (const auto& row : zones) {
    const std::size_t i = table.number(row.at("id"));
    table.origin_mass[i] = table.destination_mass[i] = std::stod(row.at("population"));
  }
  for (const auto& row : csv_rows(flows_folder() / "kansas_tdlm" / "od.csv")) {
    const std::size_t cell =
        table.number(row.at("orig")) * table.size() + table.number(row.at("dest"));
    table.flow[cell] = std::stod(row.at("flow"));
    table.cost[cell] = std::stod(row.at("dist_km"));
  }
  return table;
}

/// New York's counties; costs by great circles of a sphere of 6371 km. Masses: people who leave,
/// and population.
inline FlowTable new_york() {
  FlowTable table;
  const auto zones = csv_rows(flows_folder() / "ny_commuting_skmob" / "zones.csv");
  for (const auto& row : zones) table.number(row.at("tile_id"));
  table.allot();
  constexpr double kRadian = 3.14159265358979323846 / 180;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double lat = std::stod(zones[i].at("lat")) * kRadian;
    const double lon = std::stod(zones[i].at("lon")) * kRadian;
    for (std::size_t j = 0; j < table.size(); ++j) {
      const double to = std::stod(zones[j].at("lat")) * kRadian;
      const double dlat = std::sin((to - lat) / 2);
      const double dlon = std::sin((std::stod(zones[j].at("lon")) * kRadian - lon) / 2);
      const double h = dlat * dlat + std::cos(lat) * std::cos(to) * dlon * dlon;
      table.cost[i * table.size() + j] = 2 * 6371 * std::asin(std::sqrt(h));
    }
    table.origin_mass[i] = std::stod(zones[i].at("tot_outflow"));
    table.destination_mass[i] = std::stod(zones[i].at("population"));
  }
  for (const auto& row : csv_rows(flows_folder() / "ny_commuting_skmob" / "od.csv")) {
    table
        .flow[table.number(row.at("origin")) * table.size() + table.number(row.at("destination"))] =
        std::stod(row.at("flow"));
  }
  return table;
}

/// Korea's provinces in a year: distances between centroids, population in persons.
inline FlowTable korea(const std::string& year) {
  FlowTable table;
  const auto rows = csv_rows(flows_folder() / "migest_korea_gravity" / "korea_gravity.csv");
  for (const auto& row : rows) table.number(row.at("orig"));
  table.allot();
  for (const auto& row : rows) {
    if (row.at("year") != year) continue;
    const std::size_t i = table.number(row.at("orig")), j = table.number(row.at("dest"));
    table.origin_mass[i] = std::stod(row.at("orig_pop")) * 1e6;
    table.destination_mass[j] = std::stod(row.at("dest_pop")) * 1e6;
    table.flow[i * table.size() + j] = std::stod(row.at("flow"));
    table.cost[i * table.size() + j] = std::stod(row.at("dist_cent"));
  }
  return table;
}

inline std::vector<double> logs(const std::vector<double>& masses) {
  std::vector<double> out;
  for (const double m : masses) out.push_back(std::log(m));
  return out;
}

/// Says that a data set is absent, and whether it is.
inline bool absent(const char* name) {
  if (std::filesystem::exists(flows_folder() / name)) return false;
  WARN("skipped: no " << name << " in " << flows_folder());
  return true;
}

}  // namespace ravenstein::testing
