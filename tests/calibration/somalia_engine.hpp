// SPDX-License-Identifier: Apache-2.0
// Somalia by region through the simulation: the scenario, the causes with their terms, and the
// figures of shared/reference/drivers.md §4 in bold, which ours must not miss by more than 2 %.
#pragma once

#include <string>
#include <vector>

#include "calibration/hindcast/engine_forecaster.hpp"
#include "calibration/hindcast/rolling_hindcast.hpp"
#include "somalia_panel.hpp"

namespace ravenstein::calibration {

struct SomaliCase {
  const char* cause;
  std::vector<std::string> columns;  ///< of the panel
  std::vector<std::string> terms;    ///< of the model
  double wape, crps;
};

inline Scenario scenario_of(const SomaliPanel& panel) {
  Scenario scenario;
  scenario.world.zones = panel.regions;
  scenario.world.home_country = panel.regions.front().country;
  scenario.rivers = panel.rivers;
  scenario.world.network = Network(scenario.world.zones, {}, {}, 1);
  for (const auto& [cause, series] : panel.displaced) {
    scenario.monthly.push_back({"displaced_" + cause, series});
  }
  const auto add = [&](const char* name, const char* column) {
    scenario.monthly.push_back({name, panel.covariate.at(column)});
  };
  add("fatalities", "fat");
  add("terms_of_trade", "tot");
  add("terms_of_trade_national", "tot_nat");
  add("rain_mm", "rain");
  return scenario;
}

inline EngineForecast setup_of(const SomaliPanel& panel, const Scenario& scenario,
                               const SomaliCase& of) {
  EngineForecast setup;
  setup.scenario = &scenario;
  setup.cause = of.cause;
  setup.terms = of.terms;
  setup.recalibrate = true;
  setup.fit = {&panel.displaced.at(of.cause), {}, {}, month_number(2016, 10), {}, true};
  for (const std::string& name : of.columns) {
    setup.fit.drivers.push_back(&panel.covariate.at(name));
  }
  for (const Zone& zone : panel.regions) {
    setup.fit.cap.push_back(0.5 * static_cast<double>(zone.population));
  }
  return setup;
}

/// One step ahead: refit every three months, 2018-01..2020-12.
inline std::vector<SomaliCase> one_step_cases() {
  return {
      {"conflict", {"g1_conflict", "sF"}, {"memory", "surge"}, .792, .666},
      {"drought", {"g1_drought", "tn2", "dev"}, {"memory", "collapse", "deviation"}, .622, .521},
      {"flood",
       {"g0_flood", "riv", "lr", "uplag"},
       {"last", "river", "rain", "upstream"},
       .988,
       .893},
      {"other", {"g1_other"}, {"memory"}, .756, .654}};
}
/// WAPE over the cells of all of them.
inline constexpr double kOneStepTotal = .865;
inline std::vector<Origin> one_step_origins_2018() {
  return one_step_origins(month_number(2018, 1), month_number(2021, 1), 3);
}

/// Twelve months ahead from five origins: drivers known, displacement not.
inline std::vector<SomaliCase> scenario_cases() {
  return {
      {"conflict", {"g1_conflict", "sF"}, {"memory", "surge"}, .844, .683},
      {"drought", {"g1_drought", "tn2", "dev"}, {"memory", "collapse", "deviation"}, .693, .569},
      {"flood", {"riv", "lr", "lrl"}, {"river", "rain", "rain_before"}, .998, .942}};
}
inline std::vector<Origin> scenario_origins_2018() {
  const std::vector<int> last{month_number(2017, 12), month_number(2018, 6), month_number(2018, 12),
                              month_number(2019, 6), month_number(2019, 12)};
  return scenario_origins(last, 12);
}

inline std::vector<Origin> earlier_scenario_origins(const HurdleInputs& inputs) {
  return earlier_origins(*inputs.displaced, inputs.fit_from, scenario_origins_2018());
}

}  // namespace ravenstein::calibration
