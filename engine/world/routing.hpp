// SPDX-License-Identifier: Apache-2.0
// Shortest distances and bounded path enumeration on the open network.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/world/network.hpp"

namespace ravenstein {

/// Distances [km] from every zone to each target: rows = targets, columns = zones. Infinite where
/// no open way leads.
struct DistanceTable {
  std::vector<ZoneIndex> targets;
  std::size_t zones = 0;
  std::vector<double> km;  ///< targets.size() * zones

  double to(std::size_t target, ZoneIndex zone) const { return km[target * zones + zone]; }
};

/// Dijkstra from each target over the open links (they run both ways).
DistanceTable shortest_distances(const NetworkState& network, std::span<const ZoneIndex> targets);

/// What the shortest ways mean for those who take them: rows = targets, columns = zones.
struct ShortestWays {
  DistanceTable distance;
  std::vector<double> permeability;  ///< share of travellers who get through all links; 0: no way
  std::vector<double> survival;      ///< share who live to arrive: exp(-sum of hazard * days)

  std::size_t at(std::size_t target, ZoneIndex zone) const {
    return target * distance.zones + zone;
  }
};

/// The ways of `shortest_distances`, travelled at `speed_km_per_day` or a link's own speed if that
/// is less. Of several shortest ways the one found first counts: arcs in the order of the links.
ShortestWays shortest_ways(const NetworkState& network, std::span<const Link> links,
                           std::span<const ZoneIndex> targets, double speed_km_per_day);

/// All ways of a zone that a person knows of, each ending where one may stop.
struct Routes {
  std::vector<std::uint32_t> begin;  ///< per route + 1: its arcs in `arcs`
  std::vector<Arc> arcs;             ///< arc by arc, routes one after the other
  std::vector<double> distance_km;   ///< per route, whole length
  std::size_t size() const { return distance_km.size(); }
  std::span<const Arc> route(std::size_t r) const {
    return {arcs.data() + begin[r], arcs.data() + begin[r + 1]};
  }
  ZoneIndex end(std::size_t r) const { return arcs[begin[r + 1] - 1].to; }
};

/// Every simple path from `from` with at most `max_steps` steps, depth first in the order of the
/// arcs; a marker neither counts as a step nor ends a path (reference: Flee 3, route selection).
Routes enumerate_routes(const NetworkState& network, std::span<const Zone> zones, ZoneIndex from,
                        int max_steps);

}  // namespace ravenstein
