// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/population/movers.hpp"
#include "engine/random/philox.hpp"

namespace ravenstein::models {

/// Numbers in 0..1 of one person and day, four to a Philox call.
class Numbers {
 public:
  Numbers(const DrawKey& key, MoverId mover, int day, std::uint32_t call,
          const std::uint32_t* words)
      : key_(&key),
        mover_(mover),
        day_(static_cast<std::uint32_t>(day)),
        call_(call),
        words_{words[0], words[1], words[2], words[3]} {}
  double next() {
    const double number = peek();
    ++used_;
    return number;
  }
  /// 1 if the next number is below `chance`, else 0; it is used up if `used` is 1.
  unsigned below(double chance, unsigned used) {
    const auto result = static_cast<unsigned>(peek() < chance);
    used_ += used;
    return result;
  }

 private:
  double peek() {
    if (used_ == 4) {
      words_ = philox(*key_, Purpose::route, mover_, day_, call_ += 2);
      used_ = 0;
    }
    return words_[used_] * 0x1p-32;
  }

  const DrawKey* key_;
  MoverId mover_;
  std::uint32_t day_, call_;
  std::uint32_t used_ = 0;
  PhiloxWords words_;
};

}  // namespace ravenstein::models
