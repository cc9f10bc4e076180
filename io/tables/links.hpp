// SPDX-License-Identifier: Apache-2.0
// The table of links: from, to, distance_km; may have max_speed_km_per_day, walk_probability,
// forced_from (the end whose people must all take the link), permeability (share of travellers who
// get through; 0: closed) and death_risk_per_day (hazard of dying while travelling there).
#pragma once

#include <span>
#include <vector>

#include "engine/world/network.hpp"
#include "io/tables/table.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::io {

/// What the other tables refer to.
struct KnownWorld {
  const ZoneCodes& codes;
  std::span<const Zone> zones;
  std::span<const Link> links;
  bool sound = true;  ///< all zones and links could be read: what is not there is a mistake
};

std::vector<Link> read_links(Table& table, const ZoneCodes& codes);

/// Per zone: whether some settlement (zone of kind town) is joined to it by links, all open.
std::vector<bool> reachable_from_towns(std::span<const Zone> zones, std::span<const Link> links);

}  // namespace ravenstein::io
