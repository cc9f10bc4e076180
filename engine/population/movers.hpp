// SPDX-License-Identifier: Apache-2.0
// The people who have left home, one array per attribute. Residents are counts until they leave.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/population/status.hpp"
#include "engine/world/zone.hpp"

namespace ravenstein {

using MoverId = std::uint32_t;
inline constexpr std::uint32_t kNoRoute = 0xffffffffU;

/// What a journey remembers between the days on which the person is looked at (behaviours with
/// journey rules only). Read and written together, so it stands together: 16 bytes.
struct JourneyState {
  std::uint32_t route = kNoRoute;  ///< the behaviour's number of the way chosen, or kNoRoute
  float left_km = 0;               ///< still to go on the link when the due day begins
  float recent = 0;                ///< recent daily distance / possible distance, 0..1
  std::int16_t recent_day = 0;     ///< the day `recent` is of
  std::uint8_t leg = 0;            ///< how many links of the route are done
  bool has_moved = false;          ///< the first link from home is done; kept by rules that ask
};

/// Structure of arrays, all of one length. A mover whose `zone` is kNowhere is free for reuse.
struct Movers {
  // Who and where: 13 bytes.
  std::vector<ZoneIndex> home;       ///< zone of habitual residence; kNowhere: not known
  std::vector<ZoneIndex> zone;       ///< where they are, or the zone they left last if on the way
  std::vector<std::uint16_t> group;  ///< choice group: people whose choices have one distribution
  std::vector<std::uint8_t> stratum;
  std::vector<std::uint8_t> cause;  ///< of the last departure
  std::vector<Status> status;
  std::vector<JourneyState> journey;

  std::size_t size() const { return zone.size(); }

  /// New rows are free.
  void resize(std::size_t rows) {
    home.resize(rows);
    zone.resize(rows, kNowhere);
    group.resize(rows);
    stratum.resize(rows);
    cause.resize(rows);
    status.resize(rows);
    journey.resize(rows);
  }
  /// A new person in the row.
  void begin_journey(MoverId m, ZoneIndex home_zone, ZoneIndex current_zone) {
    home[m] = home_zone;
    zone[m] = current_zone;
    group[m] = 0;
    stratum[m] = 0;
    cause[m] = 0;
    status[m] = Status::displaced;
    journey[m] = {};
  }
};

}  // namespace ravenstein
