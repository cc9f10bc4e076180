// SPDX-License-Identifier: Apache-2.0
// Where displaced Somalis go, through the simulation and beside it, by region or district; the
// figures of shared/reference/drivers.md §5, which ours must not miss by more than 2 %.
#pragma once

#include <string>
#include <vector>

#include "calibration/hindcast/engine_shares.hpp"
#include "models/drivers/memory.hpp"
#include "somalia_engine.hpp"

namespace ravenstein::calibration {

inline MonthlyFlows flows_of(std::span<const io::DisplacementRecord> records,
                             const std::string& cause, std::size_t zones) {
  MonthlyFlows flows(month_number(2016, 10), 51, zones);
  for (const io::DisplacementRecord& record : records) {
    if (record.cause != cause || record.month < flows.first_month) continue;
    flows.at(record.month, record.from, record.to) += static_cast<double>(record.persons);
  }
  return flows;
}

inline GravityInputs gravity_of(const std::vector<Zone>& zones) {
  GravityInputs inputs;
  for (const Zone& from : zones) {
    for (const Zone& to : zones) inputs.distance_km.push_back(great_circle_km(from, to));
    inputs.mass.push_back(from.attributes.at("urban_2014") + 1000);
  }
  return inputs;
}

/// All that a forecast of one cause's destinations refers to; stays where it is made.
struct SomaliDestinations {
  std::string cause;
  MonthlyFlows flows;
  GravityInputs gravity;
  Scenario scenario;
  MonthlySeries displaced, memory;

  SomaliDestinations(const std::vector<Zone>& zones,
                     std::span<const io::DisplacementRecord> records, std::string of_cause)
      : cause(std::move(of_cause)),
        flows(flows_of(records, cause, zones.size())),
        gravity(gravity_of(zones)),
        displaced(departures(records, cause, month_number(2016, 1), 60, zones.size())),
        memory(models::displacement_memory(displaced, cause == "flood" ? 0 : 1)) {
    scenario.world.zones = zones;
    for (Zone& zone : scenario.world.zones) {
      zone.attributes["urban"] = zone.attributes.at("urban_2014");
    }
    scenario.world.home_country = zones.front().country;
    scenario.world.network = Network(scenario.world.zones, {}, {}, 1);
    scenario.monthly.push_back({"displaced_" + cause, displaced});
    for (const io::DisplacementRecord& record : records) {
      if (record.cause != cause || record.month < flows.first_month) continue;
      scenario.past_flows.push_back(
          {record.month, record.from, record.to, cause, static_cast<double>(record.persons)});
    }
  }
  SomaliDestinations(const SomaliDestinations&) = delete;
  SomaliDestinations& operator=(const SomaliDestinations&) = delete;

  /// Who leaves: by memory alone, all zones alike, as forecasts are given how many.
  EngineShares engine() const {
    EngineShares setup;
    setup.departures.scenario = &scenario;
    setup.departures.cause = cause;
    setup.departures.terms = {cause == "flood" ? "last" : "memory"};
    setup.departures.fit = {&displaced, {&memory}, {}, flows.first_month, {}, false};
    setup.flows = &flows;
    setup.gravity = gravity;
    return setup;
  }
};

/// CPC of all cells and between different zones, one step ahead: rivals, and the bold row.
struct DestinationFigures {
  const char* cause;
  DestinationScores gravity, historical, year, quarter, best;
};
inline const std::vector<DestinationFigures> kRegionDestinations{
    {"conflict", {.696, .670}, {.709, .639}, {.752, .707}, {.799, .772}, {.807, .782}},
    {"drought", {.592, .274}, {.699, .469}, {.719, .501}, {.756, .579}, {.772, .596}},
    {"flood", {.942, .207}, {.835, .139}, {.837, .123}, {.839, .116}, {.941, .248}}};
/// By district the reference prints historical shares and the best.
inline const std::vector<DestinationFigures> kDistrictDestinations{
    {"conflict", {}, {.610, .579}, {}, {}, {.693, .688}},
    {"drought", {}, {.574, .474}, {}, {}, {.658, .565}},
    {"flood", {}, {.814, .197}, {}, {}, {.942, .328}}};

}  // namespace ravenstein::calibration
