// SPDX-License-Identifier: Apache-2.0
// The people who have left home, one array per attribute. Residents are counts until they leave.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/world/zone.hpp"

namespace ravenstein {

using MoverId = std::uint32_t;
inline constexpr std::uint32_t kNoRoute = 0xffffffffU;

/// Structure of arrays, all of one length. A mover whose `zone` is kNowhere is free for reuse.
struct Movers {
  // Who and where: 10 bytes.
  std::vector<ZoneIndex> home;       ///< zone of habitual residence; kNowhere: not known
  std::vector<ZoneIndex> zone;       ///< where they are, or the zone they left last if on the way
  std::vector<std::uint16_t> group;  ///< choice group: people whose choices have one distribution
  // What a journey remembers (behaviours with journey rules only): 19 bytes.
  std::vector<std::uint32_t> route;      ///< the behaviour's number of the way chosen, or kNoRoute
  std::vector<std::uint8_t> leg;         ///< how many links of the route are done
  std::vector<std::uint32_t> hops;       ///< 0 until the first link from home is done; kept by
                                         ///< rules that ask
  std::vector<float> recent;             ///< recent daily distance / possible distance, 0..1
  std::vector<std::int16_t> recent_day;  ///< the day `recent` is of
  std::vector<float> left_km;            ///< still to go on the link when the due day begins

  std::size_t size() const { return zone.size(); }

  /// One more row, still unset.
  void add() {
    home.emplace_back();
    zone.emplace_back();
    group.emplace_back();
    route.emplace_back();
    leg.emplace_back();
    hops.emplace_back();
    recent.emplace_back();
    recent_day.emplace_back();
    left_km.emplace_back();
  }
  /// A new person in the row.
  void begin_journey(MoverId m, ZoneIndex home_zone, ZoneIndex current_zone) {
    home[m] = home_zone;
    zone[m] = current_zone;
    group[m] = 0;
    route[m] = kNoRoute;
    leg[m] = 0;
    hops[m] = 0;
    recent[m] = 0;
    recent_day[m] = 0;
    left_km[m] = 0;
  }
};

/// A person set out from a zone.
struct Departure {
  MoverId mover;
  ZoneIndex from;
};

/// A person came to a zone.
struct Arrival {
  MoverId mover;
  ZoneIndex from;
  ZoneIndex to;
};

}  // namespace ravenstein
