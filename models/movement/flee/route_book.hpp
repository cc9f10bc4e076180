// SPDX-License-Identifier: Apache-2.0
// All routes that anybody may be on, by number. Routes are added when the network changes and never
// taken out, so that a number stays good for a whole run.
#pragma once

#include <span>
#include <vector>

#include "engine/world/routing.hpp"

namespace ravenstein::models {

class RouteBook {
 public:
  explicit RouteBook(std::size_t zones) : first_(zones, 0), count_(zones, 0) {}

  /// Enumerates the routes of every zone on the arcs that are open now; a zone whose routes stay
  /// the same keeps their numbers. Returns the zones whose routes are new.
  std::vector<ZoneIndex> refresh(const NetworkState& arcs, std::span<const Zone> zones,
                                 int max_steps);

  /// Routes of a zone today: numbers first .. first + count - 1.
  std::uint32_t first(ZoneIndex zone) const { return first_[zone]; }
  std::uint32_t count(ZoneIndex zone) const { return count_[zone]; }

  std::size_t legs(std::uint32_t route) const { return begin_[route + 1] - begin_[route]; }
  const Arc& leg(std::uint32_t route, std::size_t leg) const { return arcs_[begin_[route] + leg]; }
  ZoneIndex end(std::uint32_t route) const { return end_[route]; }
  double distance_km(std::uint32_t route) const { return distance_km_[route]; }
  std::size_t size() const { return distance_km_.size(); }

  /// More legs than a person can count (Movers::leg).
  static constexpr std::size_t kMostLegs = 127;

 private:
  bool same(ZoneIndex zone, const Routes& routes) const;
  void add(ZoneIndex zone, const Routes& routes);

  std::vector<std::uint32_t> first_, count_;
  std::vector<std::uint32_t> begin_{0};
  std::vector<Arc> arcs_;
  std::vector<ZoneIndex> end_;
  std::vector<double> distance_km_;
};

}  // namespace ravenstein::models
