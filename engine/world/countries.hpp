// SPDX-License-Identifier: Apache-2.0
// Which zones lie abroad, as seen from somebody's home.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/world/world.hpp"

namespace ravenstein {

class Countries {
 public:
  explicit Countries(const World& world);

  std::size_t zones() const { return country_.size(); }
  /// Is `zone` outside the country of `home`? An unknown home (kNowhere) is in the home country of
  /// the scenario.
  bool abroad(ZoneIndex home, ZoneIndex zone) const {
    return country_[zone] != (home == kNowhere ? home_country_ : country_[home]);
  }

 private:
  std::vector<std::uint16_t> country_;  ///< per zone: its number
  std::uint16_t home_country_;
};

}  // namespace ravenstein
