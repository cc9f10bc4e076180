// SPDX-License-Identifier: Apache-2.0
// What a scenario's resolution, steps and strata ask of its behaviour, checked once both are known.
#pragma once

#include <optional>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/yaml/node.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

/// Steps and intervals of the record: a record shorter than its steps, and steps other than days
/// without departures by hazard. `record.every` becomes no shorter than the steps.
void settle_intervals(Scenario& scenario, const YamlNode& root, Problems& problems);

/// Chooses the resolution if it is left open. Problems: what rules that move single people cannot
/// do (other resolutions, longer steps), strata with hazards for causes that the behaviour does not
/// know. Only for scenarios that are sound otherwise.
void settle_resolution(Scenario& scenario, std::optional<Resolution> asked, const YamlNode& root,
                       const models::BehaviourModel& model, Problems& problems);

}  // namespace ravenstein::io
