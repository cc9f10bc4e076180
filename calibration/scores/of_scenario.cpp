// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/of_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

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

CampObservations camp_observations(std::span<const Zone> zones,
                                   std::span<const ObservedSeries> observations, int days,
                                   std::int64_t hasten) {
  CampObservations camps;
  for (const ObservedSeries& series : observations) {
    if (series.zone != kNowhere && receives(zones[series.zone])) camps.series.push_back(series);
  }
  std::sort(camps.series.begin(), camps.series.end(),
            [](const auto& a, const auto& b) { return a.zone < b.zone; });
  for (const ObservedSeries& series : camps.series) {
    camps.codes.push_back(zones[series.zone].code);
    camps.capacity.push_back(zones[series.zone].capacity);
  }
  camps.daily = daily(camps.series, days, static_cast<double>(hasten));
  return camps;
}

CampObservations camp_observations(const Scenario& scenario) {
  return camp_observations(scenario.world.zones, scenario.observations, scenario.period.days,
                           scenario.population.hasten);
}

Forecast describe_forecast(const Scenario& scenario) {
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
  return forecast;
}

Forecast forecast_of(const Scenario& scenario, const Projection& projection) {
  Forecast forecast = describe_forecast(scenario);
  const std::vector<ZoneIndex> camps = camp_observations(scenario).daily.zones;
  for (int day = 0; day < scenario.period.days; ++day) {
    for (const ZoneIndex camp : camps) forecast.persons.push_back(projection.present(day, camp));
  }
  return forecast;
}

}  // namespace ravenstein::calibration
