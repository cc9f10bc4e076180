// SPDX-License-Identifier: Apache-2.0
// The behaviour a scenario names: its model, preset and parameters against their declarations.
#pragma once

#include <span>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/node.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

/// nullptr if there is none of that name.
const models::BehaviourModel* find_model(std::span<const models::BehaviourModel> models,
                                         std::string_view name);

BehaviourSpec read_behaviour(const BehaviourForm& form, const YamlNode& root,
                             std::span<const models::BehaviourModel> models, Problems& problems);

/// What the model says against and of the scenario, placed where the scenario says it.
void check_behaviour(const Scenario& scenario, const YamlNode& root,
                     const models::BehaviourModel& model, Problems& problems,
                     std::vector<Problem>& notes);

}  // namespace ravenstein::io
