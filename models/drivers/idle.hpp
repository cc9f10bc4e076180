// SPDX-License-Identifier: Apache-2.0
// Which parameters of the model `drivers` do nothing, given the others and the scenario.
#pragma once

#include <map>
#include <string>

#include "engine/core/parameter.hpp"
#include "engine/scenario.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

/// Beyond what the declarations say (all of a cause while it is off): coefficients of the forms
/// that a cause does not have, and settings of what nothing asks for. `values` are complete.
std::map<std::string, Idle, std::less<>> idle_in_drivers(const ParameterValues& values,
                                                         const Scenario& scenario);

}  // namespace ravenstein::models
