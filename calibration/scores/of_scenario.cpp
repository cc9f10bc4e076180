// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/of_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

/// Positions in `observations` of the series that are scored, in order of the zones.
std::vector<std::size_t> scored_series(const Scenario& scenario) {
  std::vector<std::size_t> scored;
  for (std::size_t s = 0; s < scenario.observations.size(); ++s) {
    if (receives(scenario.world.zones[scenario.observations[s].zone])) scored.push_back(s);
  }
  std::sort(scored.begin(), scored.end(), [&](std::size_t a, std::size_t b) {
    return scenario.observations[a].zone < scenario.observations[b].zone;
  });
  return scored;
}

std::string information(const Scenario& scenario) {
  const PopulationPlan& plan = scenario.population;
  std::string text = plan.departures == PopulationPlan::Departures::observed ? "totals" : "nothing";
  if (plan.observed_until_day > 0) {
    text += fmt::format(", data to day {}", plan.observed_until_day);
  } else if (plan.initial == PopulationPlan::Initial::observed) {
    text += ", day 0";
  }
  return text;
}

}  // namespace

CampObservations camp_observations(const Scenario& scenario) {
  CampObservations camps;
  for (const std::size_t s : scored_series(scenario)) {
    const ObservedSeries& series = scenario.observations[s];
    const Zone& zone = scenario.world.zones[series.zone];
    camps.codes.push_back(zone.code);
    camps.series.push_back(series);
    camps.capacity.push_back(zone.capacity);
  }
  camps.daily =
      daily(camps.series, scenario.period.days, static_cast<double>(scenario.population.hasten));
  return camps;
}

Forecast forecast_of(const Scenario& scenario, const Projection& projection) {
  Forecast forecast;
  const BehaviourSpec& spec = scenario.behaviour;
  forecast.name = spec.preset.empty() ? spec.model : spec.model + ' ' + spec.preset;
  forecast.information = information(scenario);
  const models::BehaviourModel* model = models::find_behaviour_model(spec.model);
  const auto& zones = scenario.world.zones;
  const bool limits = std::any_of(zones.begin(), zones.end(), [](const Zone& zone) {
    return receives(zone) && zone.capacity.value_or(0) > 0;
  });
  forecast.uses_capacity =
      limits && model != nullptr && model->uses_capacity(models::complete_parameters(scenario));
  const std::vector<std::size_t> scored = scored_series(scenario);
  for (int day = 0; day < scenario.period.days; ++day) {
    for (const std::size_t s : scored) {
      forecast.persons.push_back(projection.present(day, scenario.observations[s].zone));
    }
  }
  return forecast;
}

}  // namespace ravenstein::calibration
