// SPDX-License-Identifier: Apache-2.0
// All routes that anybody may be on, by number. Routes are added when the network changes and never
// taken out, so that a number stays good for a whole run.
#pragma once

#include <span>
#include <vector>

#include "engine/world/routing.hpp"

namespace ravenstein::models {

/// A link of a route, with all that is asked of it on the way, in one place.
struct Leg : Arc {
  double speed_km_per_day = 0;  ///< of who is not on foot
  double days = 0;              ///< length over that speed
  ZoneIndex end = kNowhere;     ///< of the route
  std::uint32_t legs_after = 0;
};

class RouteBook {
 public:
  explicit RouteBook(std::size_t zones) : first_(zones, 0), count_(zones, 0) {}

  /// Enumerates the routes of every zone on the arcs that are open now; a zone whose routes stay
  /// the same keeps their numbers. `link_speed`: km/day. Returns the zones whose routes are new.
  std::vector<ZoneIndex> refresh(const NetworkState& arcs, std::span<const Zone> zones,
                                 std::span<const double> link_speed, int max_steps);

  /// Routes of a zone today: numbers first .. first + count - 1.
  std::uint32_t first(ZoneIndex zone) const { return first_[zone]; }
  std::uint32_t count(ZoneIndex zone) const { return count_[zone]; }

  const Leg& leg(std::uint32_t route, std::size_t leg) const { return legs_[begin_[route] + leg]; }
  ZoneIndex end(std::uint32_t route) const { return leg(route, 0).end; }
  double distance_km(std::uint32_t route) const { return distance_km_[route]; }
  std::size_t size() const { return distance_km_.size(); }

  /// More legs than a person can count (Movers::leg).
  static constexpr std::size_t kMostLegs = 127;

 private:
  bool same(ZoneIndex zone, const Routes& routes) const;
  void add(ZoneIndex zone, const Routes& routes, std::span<const double> link_speed);

  std::vector<std::uint32_t> first_, count_;
  std::vector<std::uint32_t> begin_;  ///< per route: its first leg
  std::vector<Leg> legs_;
  std::vector<double> distance_km_;
};

}  // namespace ravenstein::models
