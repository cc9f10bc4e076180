// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/network_rules.hpp"

#include <algorithm>

namespace ravenstein::models {

Network network_of_rules(const World& world, const FleeParameters& parameters, int days) {
  std::vector<Closure> closures = world.network.closures();
  if (parameters.link_closures_ignored) {
    std::erase_if(closures, [](const Closure& c) { return c.kind == ClosureKind::link; });
  }
  return {world.zones, world.network.links(), std::move(closures), days};
}

NetworkState arcs_to_choose(const NetworkState& open, const std::vector<Link>& links,
                            bool forced_redirection_inert) {
  NetworkState result = open;
  result.arcs.clear();
  const std::size_t zones = open.arc_begin.size() - 1;
  for (std::size_t z = 0; z < zones; ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    result.arc_begin[z] = static_cast<std::uint32_t>(result.arcs.size());
    const auto arcs = open.open_arcs(zone);
    const auto forces = [&](const Arc& arc) {
      return open.forcing[arc.link] != 0 && links[arc.link].forced_from == zone;
    };
    const bool forced = !forced_redirection_inert && std::any_of(arcs.begin(), arcs.end(), forces);
    for (const Arc& arc : arcs) {
      if (forced && !forces(arc)) continue;
      result.arcs.push_back(arc);
      const Link& link = links[arc.link];
      // Flee enters a route with the value 1, forced towards its first end, twice.
      if (forced_redirection_inert && link.forced_from == link.b) result.arcs.push_back(arc);
    }
  }
  result.arc_begin[zones] = static_cast<std::uint32_t>(result.arcs.size());
  return result;
}

}  // namespace ravenstein::models
