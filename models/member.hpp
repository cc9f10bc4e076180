// SPDX-License-Identifier: Apache-2.0
// The members of an ensemble: each with the parameters that its scenario draws for it.
#pragma once

#include <memory>
#include <vector>

#include "engine/random/philox.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

/// What a member draws, in the order of EnsemblePlan::draws.
std::vector<double> drawn_values(const Scenario& scenario, const DrawKey& key);

/// Complete parameters of a member: those drawn (EnsemblePlan::draws) over the scenario's own.
ParameterValues member_parameters(const Scenario& scenario, const DrawKey& key);

/// What the model says against a member's parameters; `check` of the scenario's own if none are
/// drawn.
std::vector<Problem> check_member(const Scenario& scenario, const DrawKey& key);

/// The same of all members from `first` on, up to the first that has any; each says which member.
std::vector<Problem> check_members(const Scenario& scenario, const DrawKey& first, int members);

/// The behaviour of a member; the scenario outlives it.
std::unique_ptr<Behaviour> make_member(const Scenario& scenario, const DrawKey& key);

}  // namespace ravenstein::models
