// SPDX-License-Identifier: Apache-2.0
#include "io/tables/rivers.hpp"

#include <algorithm>

namespace ravenstein::io {

std::vector<RiverZone> read_rivers(Table& table, const ZoneCodes& codes) {
  const Column zone_column = table.need("zone");
  const Column upstream_column = table.need("upstream");
  table.refuse_other_columns();
  std::vector<RiverZone> rivers;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto zone = codes.read(table, r, zone_column);
    if (!zone) continue;
    RiverZone here{*zone, kNowhere};
    if (!table.blank(r, upstream_column)) {
      const auto upstream = codes.read(table, r, upstream_column);
      if (!upstream) continue;
      here.upstream = *upstream;
    }
    if (here.upstream == here.zone) {
      table.problem(r, upstream_column, "a zone is not upstream of itself");
    }
    const auto same = [&](const RiverZone& other) { return other.zone == here.zone; };
    if (std::any_of(rivers.begin(), rivers.end(), same)) {
      table.problem(r, zone_column, "the zone is there already");
      continue;
    }
    rivers.push_back(here);
  }
  return rivers;
}

}  // namespace ravenstein::io
