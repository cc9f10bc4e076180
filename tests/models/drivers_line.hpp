// SPDX-License-Identifier: Apache-2.0
// A made-up country for tests of the model `drivers`.
#pragma once

#include <numeric>
#include <span>
#include <string>

#include "engine/scenario.hpp"
#include "models/drivers/causes.hpp"

namespace ravenstein::models {

/// Three zones on a line, 111.19 km apart (one degree of latitude), 100,000 people each.
inline Scenario line(int days = 31) {
  Scenario s;
  s.period = {parse_date("2020-01-01").value(), days, Interval::month};
  s.world.home_country = "A";
  for (int z = 0; z < 3; ++z) {
    Zone zone;
    zone.code = "Z" + std::to_string(z);
    zone.country = "A";
    zone.population = 100'000;
    zone.latitude_deg = z;
    zone.longitude_deg = 0;
    s.world.zones.push_back(zone);
  }
  s.world.network = Network(s.world.zones, {}, {}, days);
  s.population.departures = PopulationPlan::Departures::hazard;
  s.resolution = Resolution::flows;
  s.record = {.every = Interval::month};
  s.behaviour.model = "drivers";
  return s;
}

/// One cause with the given intercepts and no terms.
inline ParameterValues episodes(double occurrence, double size, double sd) {
  ParameterValues values;
  for (const ParameterInfo& info : driver_parameters()) values[info.name] = info.default_value;
  values["other_form"] = std::string("episodes");
  values["other_occurrence"] = occurrence;
  values["other_size"] = size;
  values["other_size_sd"] = sd;
  values["other_occurrence_memory"] = 0.0;
  values["other_size_memory"] = 0.0;
  return values;
}

inline double sum(std::span<const double> row) {
  return std::accumulate(row.begin(), row.end(), 0.0);
}

}  // namespace ravenstein::models
