// SPDX-License-Identifier: Apache-2.0
// The members of an ensemble: each with the parameters that its scenario draws for it.
#pragma once

#include <memory>
#include <vector>

#include "engine/random/philox.hpp"
#include "models/joint_draws.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

// `joint`: what members take together over what the scenario draws (ensemble.posterior), or
// nullptr.

/// What a member draws, in the order of EnsemblePlan::draws, then of the joint draws.
std::vector<double> drawn_values(const Scenario& scenario, const DrawKey& key,
                                 const JointDraws* joint = nullptr);
/// Their names.
std::vector<std::string> drawn_names(const Scenario& scenario, const JointDraws* joint = nullptr);

/// Complete parameters of a member: those drawn (EnsemblePlan::draws) over the scenario's own.
ParameterValues member_parameters(const Scenario& scenario, const DrawKey& key,
                                  const JointDraws* joint = nullptr);

/// What the model says against a member's parameters; `check` of the scenario's own if none are
/// drawn.
std::vector<Problem> check_member(const Scenario& scenario, const DrawKey& key,
                                  const JointDraws* joint = nullptr);

/// The same of all members from `first` on, up to the first that has any; each says which member.
std::vector<Problem> check_members(const Scenario& scenario, const DrawKey& first, int members,
                                   const JointDraws* joint = nullptr);

/// The behaviour of a member; the scenario outlives it.
std::unique_ptr<Behaviour> make_member(const Scenario& scenario, const DrawKey& key,
                                       const JointDraws* joint = nullptr);

}  // namespace ravenstein::models
