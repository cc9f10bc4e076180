// SPDX-License-Identifier: Apache-2.0
// What a behaviour expects of the camps, day by day, given the total: the same persons as
// resolution `flows`, without its books of homes and flows, for whoever runs a scenario thousands
// of times.
//
//   up to observed_until_day: m(t) = what was observed; then, with S = m(t-1), N_t the total,
//   rise:  m = S + (N_t - N_{t-1}) p(t; S)     fall:  m = S (1 - (N_{t-1} - N_t) / sum S)
//
// p is the behaviour's own answer (calibration/nowcast/destination_shares.hpp).
#pragma once

#include <vector>

#include "engine/behaviour.hpp"
#include "engine/observed.hpp"
#include "engine/scenario.hpp"

namespace ravenstein::calibration {

/// Whether people are shared out at once as the total says: by day, without travel, hazards and
/// cities. What the behaviour makes of hazards is not asked: who moves on, does so in `flows` only.
bool shares_out(const Scenario& scenario);

/// Persons per day and observed camp (rows: days; columns: `camps.zones`). The scenario shares out;
/// std::invalid_argument for rules that move single people.
std::vector<double> expected_in_camps(const Scenario& scenario, const ObservedDaily& camps,
                                      Behaviour& behaviour);

}  // namespace ravenstein::calibration
