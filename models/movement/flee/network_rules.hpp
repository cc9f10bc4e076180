// SPDX-License-Identifier: Apache-2.0
// The network as Flee's rules see it: forced redirection shows as the only way out of a zone, and
// the switches take closures of single links away or double links that were to be forced.
#pragma once

#include "engine/world/world.hpp"
#include "models/movement/flee/parameters.hpp"

namespace ravenstein::models {

/// The world's network, without closures of single links if they are to be ignored.
Network network_of_rules(const World& world, const FleeParameters& parameters, int days);

/// What people choose from: who leaves a zone with a forced link in force has no other arc. With
/// `forced_redirection_inert` nobody is forced, and a link forced from its first zone stands there
/// twice, as Flee 3 makes it.
NetworkState arcs_to_choose(const NetworkState& open, const std::vector<Link>& links,
                            bool forced_redirection_inert);

}  // namespace ravenstein::models
