// SPDX-License-Identifier: Apache-2.0
// Somalia through the simulation, each cause apart; not worse than the reference by more than 2 %.
#include <catch2/catch.hpp>
#include <cmath>

#include "somalia_engine.hpp"

namespace ravenstein::calibration {
namespace {

/// 85 to 95 %, within one standard error of a share of n cells. Cells of drought in scenarios are
/// covered more often (docs/validation.md): one drought leaves its parameters wide open.
void check_coverage(double share, double n, double most = 0.95) {
  const double error = std::sqrt(0.9 * 0.1 / n);
  CHECK(share > 0.85 - error);
  CHECK(share < most + error);
}

}  // namespace

TEST_CASE("Somalia through the engine, one step ahead") {
  const auto panel = somali_panel();
  if (!panel) return;
  const Scenario scenario = scenario_of(*panel);
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
  }
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
    check_coverage(found.spread90, 540, std::string(one.cause) == "drought" ? 0.97 : 0.95);
    check_coverage(totals.coverage90, 90);
  }
}

}  // namespace ravenstein::calibration
