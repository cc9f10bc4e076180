// SPDX-License-Identifier: Apache-2.0
// From the scenario as written to the scenario as simulated: reads the tables and checks what the
// parts say of each other.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/files.hpp"
#include "io/yaml/node.hpp"
#include "io/yaml/sound_parts.hpp"
#include "models/joint_draws.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

struct Assembled {
  Scenario scenario;
  SoundParts sound;            ///< what of it is of use if problems were added
  std::vector<Problem> notes;  ///< what is no mistake, but should be known
  /// ensemble.posterior, over EnsemblePlan::draws; none: nullptr.
  std::shared_ptr<const models::JointDraws> posterior;
};

/// The scenario in the merged tree.
Assembled assemble(const YamlNode& root, InputFiles& files,
                   std::span<const models::BehaviourModel> models, Problems& problems);

}  // namespace ravenstein::io
