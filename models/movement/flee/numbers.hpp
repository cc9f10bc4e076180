// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "engine/population/movers.hpp"
#include "engine/random/philox.hpp"

namespace ravenstein::models {

/// Of internal linkage, so that the compiler knows which registers it leaves alone: all those of
/// the person who needs more numbers.
[[gnu::noinline]] static void draw_four(const DrawKey& key, MoverId mover, std::uint32_t day,
                                        std::uint32_t call, std::uint32_t* words) {
  const PhiloxWords drawn = philox(key, Purpose::route, mover, day, call);
  std::copy(drawn.begin(), drawn.end(), words);
}

/// How many of the 2^32 words stand for a number below `chance`: all of them for a chance that no
/// word can miss.
inline std::uint64_t words_below(double chance) {
  return static_cast<std::uint64_t>(std::ceil(std::clamp(chance, 0.0, 1.0) * 0x1p32));
}

/// Words of one person and day, four to a Philox call; word x 2^-32 is a number in [0, 1).
class Numbers {
 public:
  Numbers() = default;
  /// `words`: the four of the first call, drawn for many people at once; those of later calls are
  /// written over them.
  Numbers(const DrawKey& key, MoverId mover, int day, std::uint32_t call, std::uint32_t* words)
      : key_(&key),
        mover_(mover),
        day_(static_cast<std::uint32_t>(day)),
        call_(call),
        words_(words) {}
  std::uint32_t next() {
    const std::uint32_t word = peek();
    ++used_;
    return word;
  }
  /// 1 if the next word is below `bound`, else 0; it is used up if `used` is 1.
  unsigned below(std::uint64_t bound, unsigned used) {
    const auto result = static_cast<unsigned>(peek() < bound);
    used_ += used;
    return result;
  }

 private:
  std::uint32_t peek() {
    if (used_ == 4) [[unlikely]] {
      draw_four(*key_, mover_, day_, call_ += 2, words_);
      used_ = 0;
    }
    return words_[used_];
  }

  const DrawKey* key_ = nullptr;
  MoverId mover_ = 0;
  std::uint32_t day_ = 0, call_ = 0;
  std::uint32_t used_ = 0;
  std::uint32_t* words_ = nullptr;
};

}  // namespace ravenstein::models
