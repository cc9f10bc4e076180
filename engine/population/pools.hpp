// SPDX-License-Identifier: Apache-2.0
// Who rests where: for each zone the people who can be drawn from it. Order within a pool is part
// of the result and never depends on threads.
#pragma once

#include <span>
#include <vector>

#include "engine/population/movers.hpp"

namespace ravenstein {

class Pools {
 public:
  explicit Pools(std::size_t zones) : pools_(zones) {}

  std::size_t size(ZoneIndex zone) const { return pools_[zone].size(); }
  std::span<MoverId> of(ZoneIndex zone) { return pools_[zone]; }
  std::span<const MoverId> of(ZoneIndex zone) const { return pools_[zone]; }
  std::size_t zones() const { return pools_.size(); }

  void add(ZoneIndex zone, MoverId mover) { pools_[zone].push_back(mover); }
  /// A pool, to add to.
  std::vector<MoverId>& list(ZoneIndex zone) { return pools_[zone]; }
  /// Takes out the last `count` people of a pool (where choose_without_replacement puts them).
  void drop_last(ZoneIndex zone, std::size_t count) {
    pools_[zone].resize(pools_[zone].size() - count);
  }
  /// Takes out `count` people from position `first` on; the others keep their order.
  void erase(ZoneIndex zone, std::size_t first, std::size_t count) {
    const auto from = pools_[zone].begin() + static_cast<std::ptrdiff_t>(first);
    pools_[zone].erase(from, from + static_cast<std::ptrdiff_t>(count));
  }
  /// Sorts everyone who is somewhere into their zone's pool, by number.
  void rebuild(const Movers& movers);

 private:
  std::vector<std::vector<MoverId>> pools_;
};

}  // namespace ravenstein
