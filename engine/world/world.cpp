// SPDX-License-Identifier: Apache-2.0
#include "engine/world/world.hpp"

namespace ravenstein {

std::vector<ZoneIndex> World::receiving_zones() const {
  std::vector<ZoneIndex> camps;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    if (receives(zones[z])) camps.push_back(static_cast<ZoneIndex>(z));
  }
  return camps;
}

}  // namespace ravenstein
