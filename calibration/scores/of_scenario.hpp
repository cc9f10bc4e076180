// SPDX-License-Identifier: Apache-2.0
// From a scenario and its projection to what the scores compare.
#pragma once

#include <span>

#include "calibration/scores/no_skill.hpp"
#include "engine/projection.hpp"
#include "engine/scenario.hpp"

namespace ravenstein::calibration {

/// The receiving zones that have a series, in order of the zones, with daily persons (divided by
/// `hasten`).
CampObservations camp_observations(std::span<const Zone> zones,
                                   std::span<const ObservedSeries> observations, int days,
                                   std::int64_t hasten);
CampObservations camp_observations(const Scenario& scenario);

/// A forecast of the scenario without its people: name, what it was told, capacity.
Forecast describe_forecast(const Scenario& scenario);

/// The projected people in those camps. The name and what the forecast was told are read off the
/// scenario: model and preset; totals, data to a day, capacity.
Forecast forecast_of(const Scenario& scenario, const Projection& projection);

}  // namespace ravenstein::calibration
