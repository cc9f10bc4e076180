// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/route_book.hpp"

#include <algorithm>
#include <stdexcept>

namespace ravenstein::models {

std::vector<ZoneIndex> RouteBook::refresh(const NetworkState& arcs, std::span<const Zone> zones,
                                          std::span<const double> link_speed, int max_steps) {
  std::vector<ZoneIndex> renewed;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    const Routes routes = enumerate_routes(arcs, zones, zone, max_steps);
    if (same(zone, routes)) continue;
    add(zone, routes, link_speed);
    renewed.push_back(zone);
  }
  return renewed;
}

bool RouteBook::same(ZoneIndex zone, const Routes& routes) const {
  if (routes.size() != count_[zone]) return false;
  for (std::uint32_t r = 0; r < count_[zone]; ++r) {
    const std::uint32_t known = first_[zone] + r;
    const auto candidate = routes.route(r);
    if (leg(known, 0).legs_after + 1 != candidate.size()) return false;
    for (std::size_t l = 0; l < candidate.size(); ++l) {
      if (leg(known, l).link != candidate[l].link) return false;
    }
  }
  return true;
}

void RouteBook::add(ZoneIndex zone, const Routes& routes, std::span<const double> link_speed) {
  first_[zone] = static_cast<std::uint32_t>(size());
  count_[zone] = static_cast<std::uint32_t>(routes.size());
  for (std::size_t r = 0; r < routes.size(); ++r) {
    const auto route = routes.route(r);
    if (route.size() > kMostLegs) throw std::logic_error("a route of more than 127 links");
    begin_.push_back(static_cast<std::uint32_t>(legs_.size()));
    for (std::size_t l = 0; l < route.size(); ++l) {
      const double speed = link_speed[route[l].link];
      legs_.push_back({route[l], speed, route[l].distance_km / speed, route.back().to,
                       static_cast<std::uint32_t>(route.size() - 1 - l)});
    }
    distance_km_.push_back(routes.distance_km[r]);
  }
}

}  // namespace ravenstein::models
