// SPDX-License-Identifier: Apache-2.0
// Parameters that somebody set and that do nothing beside the others.
#pragma once

#include <string>

#include "models/registry.hpp"

namespace ravenstein::models {

/// Whether a parameter does nothing, and why. What is idle while a rule is off is idle, too, while
/// that rule is idle itself. `values` are complete.
Idle idle_parameter(const BehaviourModel& model, const ModelUse& use, const std::string& name,
                    const ParameterValues& values);

/// A flag set to its default asks for nothing, so it need not act.
bool asks_for_nothing(const BehaviourModel& model, const std::string& name,
                      const ParameterValue& value);

}  // namespace ravenstein::models
