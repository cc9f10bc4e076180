// SPDX-License-Identifier: Apache-2.0
// What forecasts by the simulation have in common: a fit as parameters, and a scenario of some
// months.
#pragma once

#include "calibration/hindcast/engine_forecaster.hpp"
#include "models/drivers/model.hpp"

namespace ravenstein::calibration {

/// Parameters of the model `drivers`, and what differs between zones.
struct Numbers {
  ParameterValues parameters;
  models::ZoneEffects effects;
};

/// The fit of the setup's cause: it leaves in episodes, all other causes are off.
Numbers numbers_of(const HurdleLognormal& fit, const EngineForecast& setup);

/// The setup's scenario over these months, people leaving by hazard, recorded by month.
Scenario months_of(const EngineForecast& setup, int first_month, int months);

}  // namespace ravenstein::calibration
