// SPDX-License-Identifier: Apache-2.0
// Where people go in the simulation, as a forecast of shares: gravity fitted at each origin, the
// corridors that were known when the run begins, and those of the run itself after that.
#pragma once

#include "calibration/hindcast/engine_forecaster.hpp"
#include "calibration/hindcast/gravity_shares.hpp"

namespace ravenstein::calibration {

struct EngineShares {
  /// Who leaves. Its scenario's past flows may reach into the future: a run sees those before it.
  /// Zones have the attribute `urban` that makes gravity.mass less 1000.
  EngineForecast departures;
  const MonthlyFlows* flows = nullptr;  ///< what gravity is fitted to; outlives the forecaster
  GravityInputs gravity{};
  double half_life_months = 2;
  double prior_persons = 100;
};

/// Shares of the expected flows (resolution `flows`): a run of a month, one step ahead; a run of
/// all months of the origin in a scenario. Rows of zones that nobody leaves are zero.
ShareForecaster engine_shares(const EngineShares& setup);

}  // namespace ravenstein::calibration
