// SPDX-License-Identifier: Apache-2.0
// What cannot work together in a scenario with Flee's rules, and what of it they use: a setting
// that is accepted acts.
#pragma once

#include <vector>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "models/movement/flee/parameters.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

std::vector<Problem> check_flee(const FleeParameters& parameters, const Scenario& scenario);
ModelUse use_of_flee(const FleeParameters& parameters, const Scenario& scenario);
/// Cities follow their people all the same, so that it is no mistake.
std::vector<Problem> notes_of_flee(const Scenario& scenario);

}  // namespace ravenstein::models
