// SPDX-License-Identifier: Apache-2.0
#include "engine/world/routing.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>

namespace ravenstein {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// `reached` is told of every arc that shortens the way to its end, which may happen to an end more
/// than once; the last time counts.
template <class Reached>
void dijkstra(const NetworkState& network, ZoneIndex source, std::span<double> km,
              const Reached& reached) {
  using Entry = std::pair<double, ZoneIndex>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  std::fill(km.begin(), km.end(), kInfinity);
  km[source] = 0;
  queue.emplace(0.0, source);
  while (!queue.empty()) {
    const auto [distance, zone] = queue.top();
    queue.pop();
    if (distance > km[zone]) continue;
    for (const Arc& arc : network.open_arcs(zone)) {
      const double through = distance + arc.distance_km;
      if (through < km[arc.to]) {
        km[arc.to] = through;
        reached(zone, arc);
        queue.emplace(through, arc.to);
      }
    }
  }
}

/// Depth-first walk that remembers the path it is on.
class Walk {
 public:
  Walk(const NetworkState& network, std::span<const Zone> zones, int max_steps, Routes& routes)
      : network_(network), zones_(zones), max_steps_(max_steps), routes_(routes) {}

  void from(ZoneIndex zone) {
    visited_.push_back(zone);
    extend(zone, 0, 0);
  }

 private:
  void extend(ZoneIndex zone, int steps, double km) {
    for (const Arc& arc : network_.open_arcs(zone)) {
      if (std::find(visited_.begin(), visited_.end(), arc.to) != visited_.end()) continue;
      const bool marker = zones_[arc.to].kind == ZoneKind::marker;
      const int taken = steps + (marker ? 0 : 1);
      if (taken > max_steps_) continue;
      path_.push_back(arc);
      visited_.push_back(arc.to);
      const double length = km + arc.distance_km;
      if (!marker) keep(length);
      if (taken < max_steps_ || marker) extend(arc.to, taken, length);
      visited_.pop_back();
      path_.pop_back();
    }
  }

  void keep(double length) {
    routes_.arcs.insert(routes_.arcs.end(), path_.begin(), path_.end());
    routes_.begin.push_back(static_cast<std::uint32_t>(routes_.arcs.size()));
    routes_.distance_km.push_back(length);
  }

  const NetworkState& network_;
  std::span<const Zone> zones_;
  int max_steps_;
  Routes& routes_;
  std::vector<Arc> path_;
  std::vector<ZoneIndex> visited_;
};

}  // namespace

DistanceTable shortest_distances(const NetworkState& network, std::span<const ZoneIndex> targets) {
  DistanceTable table;
  table.targets.assign(targets.begin(), targets.end());
  table.zones = network.arc_begin.size() - 1;
  table.km.resize(targets.size() * table.zones);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    dijkstra(network, targets[t], std::span(table.km).subspan(t * table.zones, table.zones),
             [](ZoneIndex, const Arc&) {});
  }
  return table;
}

ShortestWays shortest_ways(const NetworkState& network, std::span<const Link> links,
                           std::span<const ZoneIndex> targets, double speed_km_per_day) {
  ShortestWays ways;
  const std::size_t zones = network.arc_begin.size() - 1;
  ways.distance = {{targets.begin(), targets.end()}, zones, {}};
  ways.distance.km.resize(targets.size() * zones);
  ways.permeability.assign(targets.size() * zones, 0.0);
  ways.survival.assign(targets.size() * zones, 0.0);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const auto row = [&](std::vector<double>& table) {
      return std::span(table).subspan(t * zones, zones);
    };
    const std::span<double> permeability = row(ways.permeability), survival = row(ways.survival);
    permeability[targets[t]] = survival[targets[t]] = 1;
    // A zone's own way is settled before its arcs are looked at, so products can be taken here.
    dijkstra(network, targets[t], row(ways.distance.km), [&](ZoneIndex from, const Arc& arc) {
      const Link& link = links[arc.link];
      const double speed =
          std::min(speed_km_per_day, link.max_speed_km_per_day.value_or(speed_km_per_day));
      permeability[arc.to] = permeability[from] * network.link_permeability[arc.link];
      survival[arc.to] =
          survival[from] * std::exp(-link.death_risk_per_day * link.distance_km / speed);
    });
  }
  return ways;
}

Routes enumerate_routes(const NetworkState& network, std::span<const Zone> zones, ZoneIndex from,
                        int max_steps) {
  Routes routes;
  routes.begin.push_back(0);
  Walk(network, zones, max_steps, routes).from(from);
  return routes;
}

}  // namespace ravenstein
