// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/crisis.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

#include "calibration/hindcast/camp_run.hpp"
#include "calibration/nowcast/nowcast.hpp"
#include "calibration/scores/measures.hpp"
#include "calibration/scores/of_scenario.hpp"
#include "engine/simulation.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

std::unique_ptr<Behaviour> behaviour_with(const Scenario& scenario,
                                          const std::map<std::string, double>& parameters) {
  const models::BehaviourModel* model = models::find_behaviour_model(scenario.behaviour.model);
  ParameterValues values = models::complete_parameters(scenario);
  for (const auto& [name, value] : parameters) {
    if (name != kAgeExponent) values.at(name) = value;
  }
  return model->make(values, scenario);
}

std::vector<double> nowcast_in_camps(const Crisis& crisis, int lead_days, Behaviour& behaviour,
                                     double age_exponent) {
  const ObservedDaily& daily = crisis.observed.daily;
  DestinationShares shares(crisis.scenario, behaviour);
  std::vector<double> persons(daily.row(0).begin(), daily.row(0).end());
  for (int day = 1; day < daily.days; ++day) {
    LastReports known = last_reports(crisis.observed.series, day, lead_days);
    std::vector<double> p = shares.on(day, daily.zones, known.persons);
    const NowcastDay today =
        nowcast(daily.total(day), std::move(known), std::move(p), age_exponent);
    persons.insert(persons.end(), today.persons.begin(), today.persons.end());
  }
  return persons;
}

}  // namespace

Crisis crisis_of(std::string name, Scenario scenario) {
  scenario.resolution = Resolution::flows;
  CampObservations observed = camp_observations(scenario);
  return {std::move(name), std::move(scenario), std::move(observed)};
}

std::vector<double> persons_in_camps(const Crisis& crisis, const CrisisForecast& how,
                                     const std::map<std::string, double>& parameters) {
  const Scenario& scenario = crisis.scenario;
  const auto behaviour = behaviour_with(scenario, parameters);
  if (how.known == Known::reports) {
    const auto age = parameters.find(kAgeExponent);
    return nowcast_in_camps(crisis, how.lead_days, *behaviour,
                            age == parameters.end() ? 1 : age->second);
  }
  if (!how.by_engine && shares_out(scenario)) {
    return expected_in_camps(scenario, crisis.observed.daily, *behaviour);
  }
  return forecast_of(scenario, simulate_here(scenario, *behaviour, {.seed = scenario.seed}))
      .persons;
}

double score(const Crisis& crisis, const CrisisForecast& how,
             std::span<const double> persons_in_camps) {
  const Comparison plain{persons_in_camps, crisis.observed.daily.persons,
                         crisis.observed.codes.size()};
  const std::vector<double> scaled = rescaled(plain);
  return ard({scaled, plain.observed, plain.camps}, {"scored", how.first_day});
}

Family family_of(std::string name, std::span<const Crisis> crises, const CrisisForecast& how,
                 std::vector<std::string> parameters, std::vector<double> lower,
                 std::vector<double> upper) {
  Family family{std::move(name), parameters, std::move(lower), std::move(upper), {}};
  family.score = [crises, how, parameters](std::size_t at, std::span<const double> x) {
    std::map<std::string, double> values;
    for (std::size_t k = 0; k < parameters.size(); ++k) values[parameters[k]] = x[k];
    return score(crises[at], how, persons_in_camps(crises[at], how, values));
  };
  return family;
}

}  // namespace ravenstein::calibration
