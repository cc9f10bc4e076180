// SPDX-License-Identifier: Apache-2.0
// Which zones lie abroad, as seen from somebody's home.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/world/world.hpp"

namespace ravenstein {

class Countries {
 public:
  explicit Countries(const World& world);

  std::size_t zones() const { return country_.size(); }
  std::size_t count() const { return count_; }
  /// Is `zone` outside the country of `home`? An unknown home (kNowhere) is in the home country of
  /// the scenario.
  bool abroad(ZoneIndex home, ZoneIndex zone) const { return country_[zone] != of(home); }
  /// The number of somebody's country.
  std::uint16_t of(ZoneIndex home) const {
    return home == kNowhere ? home_country_ : country_[home];
  }
  std::span<const std::uint16_t> by_zone() const { return country_; }

 private:
  std::vector<std::uint16_t> country_;  ///< per zone: its number
  std::uint16_t home_country_;
  std::size_t count_;
};

}  // namespace ravenstein
