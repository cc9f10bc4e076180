// SPDX-License-Identifier: Apache-2.0
// `behaviour.fitted`: what a fitted model of flows says, as parameters of the behaviour `gravity`.
#pragma once

#include <string>
#include <vector>

#include "engine/core/parameter.hpp"
#include "engine/core/problem.hpp"
#include "engine/world/world.hpp"
#include "io/matrix/fitted_interaction.hpp"

namespace ravenstein::io {

/// Deterrence as it was fitted (to costs in km); the term ln population of destinations as
/// exponent, other terms and effects of destinations as `attraction`. Terms of origins do not touch
/// where people go. What the zones lack, and terms of pairs, are problems at `at`. `used`: the
/// zones' columns that were asked for.
ParameterValues parameters_of(const FittedInteraction& fitted, const World& world, const Place& at,
                              std::vector<std::string>& used, Problems& problems);

}  // namespace ravenstein::io
