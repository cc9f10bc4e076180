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

  /// Where the counters of somebody's country begin, by which their moves are told.
  std::uint32_t row_of(ZoneIndex home) const { return countries_->of(home) * zones_; }
  void depart(std::uint32_t row, ZoneIndex from) { ++departed_[row + from]; }
  void arrive(std::uint32_t row, ZoneIndex from, ZoneIndex to) {
    if (by_pair_) {
      ++arrived_[std::size_t{row + from} * zones_ + to];
    } else {
      arrivals_.push_back({row, from, to});
    }
  }

  /// Tells the recorder, and forgets.
  void tell(Recorder& recorder);

 private:
  struct Arrival {
    std::uint32_t row;
    ZoneIndex from, to;
  };

  bool abroad(std::size_t country, ZoneIndex zone) const {
    return countries_->by_zone()[zone] != country;
  }

  const Countries* countries_;
  std::uint32_t zones_;
  bool by_pair_;                         ///< few zones: each pair has a counter
  std::vector<std::uint32_t> departed_;  ///< by country, zone
  std::vector<std::uint32_t> arrived_;   ///< by country, from, to
  std::vector<Arrival> arrivals_;        ///< or one by one
};

}  // namespace ravenstein
