// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/route_book.hpp"

#include <algorithm>
#include <stdexcept>

namespace ravenstein::models {

std::vector<ZoneIndex> RouteBook::refresh(const NetworkState& arcs, std::span<const Zone> zones,
                                          int max_steps) {
  std::vector<ZoneIndex> renewed;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    const Routes routes = enumerate_routes(arcs, zones, zone, max_steps);
    if (same(zone, routes)) continue;
    add(zone, routes);
    renewed.push_back(zone);
  }
  return renewed;
}

bool RouteBook::same(ZoneIndex zone, const Routes& routes) const {
  if (routes.size() != count_[zone]) return false;
  for (std::uint32_t r = 0; r < count_[zone]; ++r) {
    const std::uint32_t known = first_[zone] + r;
    const auto candidate = routes.route(r);
    if (legs(known) != candidate.size()) return false;
    for (std::size_t l = 0; l < candidate.size(); ++l) {
      if (leg(known, l).link != candidate[l].link) return false;
    }
  }
  return true;
}

void RouteBook::add(ZoneIndex zone, const Routes& routes) {
  first_[zone] = static_cast<std::uint32_t>(size());
  count_[zone] = static_cast<std::uint32_t>(routes.size());
  for (std::size_t r = 0; r < routes.size(); ++r) {
    const auto route = routes.route(r);
    if (route.size() > kMostLegs) throw std::logic_error("a route of more than 127 links");
    arcs_.insert(arcs_.end(), route.begin(), route.end());
    begin_.push_back(static_cast<std::uint32_t>(arcs_.size()));
    end_.push_back(route.back().to);
    distance_km_.push_back(routes.distance_km[r]);
  }
}

}  // namespace ravenstein::models
