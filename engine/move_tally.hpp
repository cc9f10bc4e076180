// SPDX-License-Identifier: Apache-2.0
// Counts who set out and who arrived, by zones, so that the recorder is told once per pair of zones
// and not once per person. They are whole numbers: it does not matter which thread counted whom.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/population/movers.hpp"
#include "engine/world/countries.hpp"

namespace ravenstein {

class Recorder;

class MoveTally {
 public:
  /// Both outlive the object.
  MoveTally(const Countries& countries, const Movers& people);

  void depart(MoverId mover, ZoneIndex from) { ++departed_[from * 2 + abroad(mover, from)]; }
  void arrive(MoverId mover, ZoneIndex from, ZoneIndex to) {
    if (arrived_.empty()) {
      arrivals_.push_back({from, to, abroad(mover, to)});
    } else {
      ++arrived_[(from * zones_ + to) * 2 + abroad(mover, to)];
    }
  }

  /// Tells the recorder, and forgets.
  void tell(Recorder& recorder);

 private:
  struct Arrival {
    ZoneIndex from, to;
    std::uint32_t abroad;
  };

  std::uint32_t abroad(MoverId mover, ZoneIndex zone) const {
    return countries_->abroad(people_->home[mover], zone) ? 1 : 0;
  }

  const Countries* countries_;
  const Movers* people_;
  std::size_t zones_;
  std::vector<std::uint32_t> departed_;  ///< by zone, and whether it is abroad
  std::vector<std::uint32_t> arrived_;   ///< few zones: by from, to, and whether `to` is abroad
  std::vector<Arrival> arrivals_;        ///< many zones
};

}  // namespace ravenstein
