// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/core/parameter.hpp"
#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

/// What the model `drivers` cannot run with: no cause, series that are missing or too short.
std::vector<Problem> check_drivers(const ParameterValues& values, const Scenario& scenario);

/// Zone columns and sections that the model `drivers` makes use of.
ModelUse use_of_drivers(const ParameterValues& values, const Scenario& scenario);

}  // namespace ravenstein::models
