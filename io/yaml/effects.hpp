// SPDX-License-Identifier: Apache-2.0
// A setting that is accepted must act: what somebody set and that does nothing is told.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/yaml/node.hpp"
#include "models/joint_draws.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

/// What tables say beyond what every model uses, and where it first stands: `links.forced_from`,
/// `zones.altitude_m`, `closures.link`.
using Facts = std::map<std::string, Place>;

struct Told {
  const Scenario& scenario;
  const models::JointDraws* posterior;  ///< ensemble.posterior, or nullptr
  const YamlNode& root;
  const Facts& facts;
  const models::BehaviourModel& model;
};

/// A value that does nothing is a problem. It becomes a note where a layer above (--set, a scenario
/// that extends, a run beside) put it out of action, and if it is a fact of a table, which models
/// share. Defaults are never told.
void tell_effects(const Told& told, Problems& problems, std::vector<Problem>& notes);

}  // namespace ravenstein::io
