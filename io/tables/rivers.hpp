// SPDX-License-Identifier: Apache-2.0
// The table of rivers: zone, upstream (the next zone up the river, empty: none in the data).
#pragma once

#include <vector>

#include "engine/world/river.hpp"
#include "io/tables/table.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::io {

std::vector<RiverZone> read_rivers(Table& table, const ZoneCodes& codes);

}  // namespace ravenstein::io
