// SPDX-License-Identifier: Apache-2.0
// Counts who set out and who arrived, by zones, so that the recorder is told once per pair of zones
// and not once per person. They are whole numbers: it does not matter which thread counted whom.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/world/countries.hpp"

namespace ravenstein {

class Recorder;

class MoveTally {
 public:
  /// `countries` outlives the object.
  explicit MoveTally(const Countries& countries);

  /// By which somebody's moves are told.
  std::uint16_t country_of(ZoneIndex home) const { return countries_->of(home); }
  void depart(std::uint16_t country, ZoneIndex from) { ++departed_[country * zones_ + from]; }
  void arrive(std::uint16_t country, ZoneIndex from, ZoneIndex to) {
    if (arrived_.empty()) {
      arrivals_.push_back({country, from, to});
    } else {
      ++arrived_[(country * zones_ + from) * zones_ + to];
    }
  }

  /// Tells the recorder, and forgets.
  void tell(Recorder& recorder);

 private:
  struct Arrival {
    std::uint16_t country;
    ZoneIndex from, to;
  };

  bool abroad(std::size_t country, ZoneIndex zone) const {
    return countries_->by_zone()[zone] != country;
  }

  const Countries* countries_;
  std::size_t zones_;
  std::vector<std::uint32_t> departed_;  ///< by country, zone
  std::vector<std::uint32_t> arrived_;   ///< few zones: by country, from, to
  std::vector<Arrival> arrivals_;        ///< many zones
};

}  // namespace ravenstein
