// SPDX-License-Identifier: Apache-2.0
// Where people are and how they can get elsewhere. Immutable during a run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/world/network.hpp"
#include "engine/world/zone.hpp"

namespace ravenstein {

struct World {
  std::vector<Zone> zones;
  Network network;
  std::string home_country;  ///< people outside it are refugees, inside it displaced

  std::size_t size() const { return zones.size(); }
  bool foreign(ZoneIndex zone) const { return zones[zone].country != home_country; }
  /// Zones that receive displaced people (camps), in order.
  std::vector<ZoneIndex> receiving_zones() const;
};

}  // namespace ravenstein
