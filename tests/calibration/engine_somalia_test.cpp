// SPDX-License-Identifier: Apache-2.0
// Somalia through the simulation, each cause apart; not worse than the reference by more than 2 %.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/hindcast/combination.hpp"
#include "calibration/hindcast/naive.hpp"
#include "somalia_destinations.hpp"
#include "somalia_engine.hpp"

namespace ravenstein::calibration {
namespace {

/// 85 to 95 %, within one standard error of a share of n cells.
void check_coverage(double share, double n) {
  const double error = std::sqrt(0.9 * 0.1 / n);
  CHECK(share > 0.85 - error);
  CHECK(share < 0.95 + error);
}

}  // namespace

TEST_CASE("Somalia through the engine, one step ahead") {
  const auto panel = somali_panel();
  if (!panel) return;
  const Scenario scenario = scenario_of(*panel);
  std::vector<HindcastCell> all;
  for (const SomaliCase& one : one_step_cases()) {
    EngineForecast setup = setup_of(*panel, scenario, one);
    setup.members = 300;
    const auto cells =
        hindcast(one_step_origins_2018(), *setup.fit.displaced, engine_forecaster(setup));
    const HindcastScores found = scores(cells);
    CAPTURE(one.cause, found.wape, found.crps, found.spread50, found.spread90);
    CHECK(found.wape < 1.02 * one.wape);
    CHECK(found.crps < 1.02 * one.crps);
    check_coverage(found.spread90, 648);
    all.insert(all.end(), cells.begin(), cells.end());
  }
  CHECK(scores(all).wape < 1.02 * kOneStepTotal);
}

TEST_CASE("Somalia through the engine, scenarios of twelve months") {
  const auto panel = somali_panel();
  if (!panel) return;
  const Scenario scenario = scenario_of(*panel);
  for (const SomaliCase& one : scenario_cases()) {
    EngineForecast setup = setup_of(*panel, scenario, one);
    setup.members = 500;
    setup.draw_parameters = true;
    const auto cells =
        hindcast(scenario_origins_2018(), *setup.fit.displaced, engine_forecaster(setup));
    const HindcastScores found = scores(cells);
    const HindcastScores totals = scores(period_totals(cells));
    CAPTURE(one.cause, found.wape, found.crps, found.spread90, totals.coverage90);
    CHECK(found.wape < 1.02 * one.wape);
    CHECK(found.crps < 1.02 * one.crps);
    check_coverage(found.spread90, 540);
    // Not so sums of floods: too many came in 2020. docs/validation.md tells how many are covered.
    if (std::string(one.cause) != "flood") check_coverage(totals.spread90, 90);
  }
}

TEST_CASE("Somalia: drawn towards the median of twelve months, conflict beats both") {
  const auto panel = somali_panel();
  if (!panel) return;
  const Scenario scenario = scenario_of(*panel);
  EngineForecast setup = setup_of(*panel, scenario, scenario_cases().front());
  setup.members = 300;
  setup.draw_parameters = true;
  const MonthlySeries& displaced = *setup.fit.displaced;
  const Forecaster ours = engine_forecaster(setup);
  const Forecaster rival = trailing_forecast(displaced, 12, Trailing::median);
  const auto wape = [&](const Forecaster& forecaster) {
    return scores(hindcast(scenario_origins_2018(), displaced, forecaster)).wape;
  };
  const double both =
      wape(drawn_towards(ours, rival, displaced, earlier_scenario_origins(setup.fit)));
  CAPTURE(both);
  CHECK(both < wape(ours));
  CHECK(both < wape(rival));  // .813, the strongest rival of drivers.md §4
}

TEST_CASE("Somalia: where people go, through the engine, by region and by district") {
  const auto panel = somali_panel();
  if (!panel) return;
  for (const bool by_district : {false, true}) {
    for (const DestinationFigures& figures :
         by_district ? kDistrictDestinations : kRegionDestinations) {
      const SomaliDestinations of(
          by_district ? panel->districts : panel->regions,
          by_district ? panel->register_by_district : panel->register_by_region, figures.cause);
      const DestinationScores found =
          destination_scores(one_step_origins_2018(), of.flows, engine_shares(of.engine()));
      CAPTURE(by_district, figures.cause, found.all, found.off_diagonal);
      CHECK(found.all > 0.98 * figures.best.all);
      CHECK(found.off_diagonal > 0.98 * figures.best.off_diagonal);
      CHECK(found.all > figures.historical.all);
    }
  }
}

TEST_CASE("Somalia: in a year's scenario the engine's corridors beat memory frozen at its start") {
  const auto panel = somali_panel();
  if (!panel) return;
  for (const char* cause : {"conflict", "drought", "flood"}) {
    const SomaliDestinations of(panel->regions, panel->register_by_region, cause);
    const auto cpc = [&](const ShareForecaster& forecaster) {
      return destination_scores(scenario_origins_2018(), of.flows, forecaster).all;
    };
    const double ours = cpc(engine_shares(of.engine()));
    for (const double half_life_months : {2.0, 12.0, kNeverForgets}) {
      CAPTURE(cause, half_life_months, ours);
      CHECK(ours > cpc(memory_shares(of.flows, half_life_months)));
    }
  }
}

}  // namespace ravenstein::calibration
