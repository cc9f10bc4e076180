// SPDX-License-Identifier: Apache-2.0
// Small worlds for tests of Flee's rules: people appear in the first zone, which is in conflict, on
// day 1.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/simulation.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

inline constexpr double kNewcomers = 1000;

inline Zone flee_zone(const char* code, ZoneKind kind) {
  Zone zone;
  zone.code = code;
  zone.country = "Home";
  zone.kind = kind;
  zone.population = kind == ZoneKind::town ? 1000 : 0;
  return zone;
}

/// Zones A, B, ... of these kinds joined by these links. `kNewcomers` people are displaced from A
/// on day 1, since the last zone (a camp) counts as many more; camps are never left and conflict
/// zones never chosen, unless the parameters say otherwise.
inline Scenario flee_world(const std::vector<ZoneKind>& kinds, std::vector<Link> links,
                           std::vector<Closure> closures = {}, int days = 6) {
  Scenario scenario;
  scenario.world.home_country = "Home";
  for (const ZoneKind kind : kinds) {
    const char code[] = {static_cast<char>('A' + scenario.world.size()), '\0'};
    scenario.world.zones.push_back(flee_zone(code, kind));
  }
  scenario.period = {parse_date("2020-01-01").value(), days};
  scenario.world.network =
      Network(scenario.world.zones, std::move(links), std::move(closures), days);
  scenario.drivers = {{"conflict", Between::step, {{0, 0, 1.0}}}};
  const auto camp = static_cast<ZoneIndex>(scenario.world.size() - 1);
  scenario.observations = {{camp, {{0, 0}, {1, kNewcomers}}}};
  scenario.population.initial = PopulationPlan::Initial::empty;
  scenario.behaviour.model = "flee";
  scenario.behaviour.parameters = {
      {"conflict_weight", 0.0}, {"camp_movechance", 0.0}, {"max_move_speed_km_per_day", 200.0}};
  return scenario;
}

inline Projection run_flee(Scenario scenario, const ParameterValues& parameters = {},
                           const std::string& preset = "", int threads = 1) {
  scenario.behaviour.preset = preset;
  for (const auto& [name, value] : parameters) scenario.behaviour.parameters[name] = value;
  const auto behaviour = make_behaviour(scenario);
  RunOptions options;
  options.threads = threads;
  return simulate(scenario, *behaviour, options);
}

}  // namespace ravenstein::models
