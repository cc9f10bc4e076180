// SPDX-License-Identifier: Apache-2.0
// What a plan leaves to its scenario, and what of it would do nothing there.
#pragma once

#include "calibration/assimilation/plan_file.hpp"

namespace ravenstein::calibration {

/// The plan with what it leaves open decided. Where the scenario observes departures the total is
/// known, so it is kept; and if the model works day by day, the last reports tell best who is where
/// (docs/assimilation.md), else the Kalman filter is taken. Other scenarios: Kalman, and the total
/// follows the counts.
FilterPlan settled(const FilterPlan& plan, const Scenario& scenario);

/// Settings that would do nothing with the plan's method or in the scenario (nullptr: it could not
/// be read, and what depends on it is not judged).
void refuse_idle_settings(const AssimilationFile& file, const Scenario* scenario,
                          Problems& problems);

}  // namespace ravenstein::calibration
