// SPDX-License-Identifier: Apache-2.0
// A country of 12.3 million people in 74 districts, 20 strata, six causes, all statuses, home kept,
// movements between districts recorded by month, daily steps over five years: the three resolutions
// of the model `drivers` on synthetic series.
#include <benchmark/benchmark.h>

#include <cmath>

#include "engine/simulation.hpp"
#include "models/drivers/model.hpp"
#include "models/registry.hpp"

namespace {

using namespace ravenstein;

constexpr int kDays = 1826;

Scenario country(std::size_t zones, double people, std::size_t strata, int days) {
  Scenario s;
  s.period = {parse_date("2016-01-01").value(), days};
  s.world.home_country = "A";
  for (std::size_t z = 0; z < zones; ++z) {
    Zone zone;
    zone.code = "D" + std::to_string(z);
    zone.country = "A";
    zone.latitude_deg = 2 + 0.1 * static_cast<double>(z % 60);
    zone.longitude_deg = 42 + 0.15 * static_cast<double>(z / 60 + z % 7);
    zone.population = static_cast<std::int64_t>(people / static_cast<double>(zones) *
                                                (0.5 + static_cast<double>(z % 11) / 10));
    s.world.zones.push_back(zone);
  }
  s.world.network = Network(s.world.zones, {}, {}, days);
  s.population.departures = PopulationPlan::Departures::hazard;
  s.strata.strata.resize(strata);
  for (std::size_t i = 0; i < strata; ++i) {
    Stratum& stratum = s.strata.strata[i];
    stratum.labels = {std::to_string(i)};
    stratum.deaths_per_year = 0.01;
    stratum.births_per_year = i % 2 == 0 ? 0.06 : 0;
    stratum.newborn_share = i < 2 ? 0.5 : 0;
    stratum.relative_hazard["conflict"] =
        0.5 + static_cast<double>(i) / static_cast<double>(strata);
  }
  s.strata.share.assign(zones * strata, 1.0 / static_cast<double>(strata));
  const int first = month_number(s.period.start) - 24;
  const auto series = [&](const char* name, double level) {
    MonthlySeries values(first, days / 30 + 26, zones);
    for (std::size_t i = 0; i < values.value.size(); ++i) {
      values.value[i] = level * (1 + std::sin(static_cast<double>(i)));
    }
    s.monthly.push_back({name, values});
  };
  series("fatalities", 5);
  series("terms_of_trade", -0.2);
  series("rain_mm", 30);
  series("phase4", 0.02);
  series("phase5", 0.001);
  series("expected_urban_income", 120);
  series("rural_income", 60);
  s.record = {.every = Interval::month, .flows = true, .strata = true, .homes = zones < 100};
  s.behaviour.model = "drivers";
  for (const char* cause : {"conflict", "drought", "flood", "other"}) {
    s.behaviour.parameters[std::string(cause) + "_form"] = std::string("episodes");
  }
  s.behaviour.parameters["food_form"] = std::string("additive");
  s.behaviour.parameters["urbanisation_form"] = std::string("log_linear");
  s.behaviour.parameters["return_share"] = 0.5;
  return s;
}

void run(benchmark::State& state, const Scenario& scenario) {
  double moves = 0;
  for (auto _ : state) {
    const auto behaviour = models::make_behaviour(scenario);
    moves = simulate(scenario, *behaviour, {.seed = 1}).totals.moves;
  }
  state.counters["moves"] = moves;
}

void districts(benchmark::State& state, Resolution resolution) {
  Scenario scenario = country(74, 12.3e6, 20, kDays);
  scenario.resolution = resolution;
  run(state, scenario);
}
BENCHMARK_CAPTURE(districts, flows, Resolution::flows)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();
BENCHMARK_CAPTURE(districts, cohorts, Resolution::cohorts)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();
BENCHMARK_CAPTURE(districts, agents, Resolution::agents)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();

}  // namespace
