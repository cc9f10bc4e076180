// SPDX-License-Identifier: Apache-2.0
// ensemble.posterior: members take the draws of a calibration, and the scenario says that they do.
#pragma once

#include <memory>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/files.hpp"
#include "io/yaml/node.hpp"
#include "io/yaml/section.hpp"
#include "models/joint_draws.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

/// The draws in the file at `path`, or nullptr if none is named or problems were told. A parameter
/// that is drawn from it and from `ensemble.draws`, or set in the same layer or one above, is a
/// problem; one set in a layer below is noted. Where the draws come from, and that a calibration
/// did not converge, becomes notes and remarks of the scenario.
std::shared_ptr<const models::JointDraws> read_posterior_of_ensemble(
    const TablePath& path, const YamlNode& root, InputFiles& files,
    const models::BehaviourModel& model, Scenario& scenario, Problems& problems,
    std::vector<Problem>& notes);

}  // namespace ravenstein::io
