// SPDX-License-Identifier: Apache-2.0
#include "engine/population/pools.hpp"

namespace ravenstein {

void Pools::rebuild(const Movers& movers) {
  for (auto& pool : pools_) pool.clear();
  for (std::size_t m = 0; m < movers.size(); ++m) {
    if (movers.zone[m] != kNowhere) pools_[movers.zone[m]].push_back(static_cast<MoverId>(m));
  }
}

}  // namespace ravenstein
