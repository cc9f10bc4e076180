// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/engine_run.hpp"

#include <fmt/format.h>

#include "models/drivers/causes.hpp"

namespace ravenstein::calibration {

Numbers numbers_of(const HurdleLognormal& fit, const EngineForecast& setup) {
  Numbers numbers;
  for (const ParameterInfo& info : models::driver_parameters()) {
    numbers.parameters[info.name] = info.default_value;
  }
  const auto set = [&](const std::string& name, double value) {
    numbers.parameters.at(fmt::format("{}_{}", setup.cause, name)) = value;
  };
  numbers.parameters.at(setup.cause + "_form") = std::string("episodes");
  for (const models::Cause& cause : models::known_causes()) {  // no term but those fitted
    if (cause.name != setup.cause) continue;
    for (const models::Term& term : cause.terms) {
      set(fmt::format("occurrence_{}", term.name), 0);
      set(fmt::format("size_{}", term.name), 0);
    }
  }
  set("occurrence", fit.occurrence.coefficient(0));
  set("size", fit.size.coefficient(0));
  set("size_sd", fit.log_sd);
  for (std::size_t k = 0; k < setup.terms.size(); ++k) {
    const auto column = static_cast<Eigen::Index>(k) + 1;
    set("occurrence_" + setup.terms[k], fit.occurrence.coefficient(column));
    set("size_" + setup.terms[k], fit.size.coefficient(column));
  }
  const auto effects = [&](const Fit& of) {  // all zero if the fit has none
    std::vector<double> values(setup.scenario->world.size(), 0.0);
    for (Eigen::Index r = fit.drivers; r < of.coefficient.size(); ++r) {
      values[static_cast<std::size_t>(r - fit.drivers)] = of.coefficient(r);
    }
    return values;
  };
  numbers.effects[setup.cause + "_occurrence_effect"] = effects(fit.occurrence);
  numbers.effects[setup.cause + "_size_effect"] = effects(fit.size);
  return numbers;
}

Scenario months_of(const EngineForecast& setup, int first_month, int months) {
  Scenario scenario = *setup.scenario;
  scenario.resolution = setup.resolution;
  scenario.period.start = first_of_month(first_month);
  scenario.period.days =
      static_cast<int>((first_of_month(first_month + months) - scenario.period.start).count());
  scenario.period.interval = setup.step;
  scenario.population.departures = PopulationPlan::Departures::hazard;
  scenario.record = {.every = Interval::month, .flows = false, .strata = false, .homes = false};
  scenario.world.network =
      Network(scenario.world.zones, scenario.world.network.links(), {}, scenario.period.days);
  return scenario;
}

}  // namespace ravenstein::calibration
