// SPDX-License-Identifier: Apache-2.0
#include "io/import/coarser_zones.hpp"

#include "io/import/place_names.hpp"
#include "io/text.hpp"

namespace ravenstein::io {

std::vector<std::size_t> regions_of(std::span<const Zone> zones, std::span<const Zone> regions,
                                    Problems& problems) {
  const PlaceNames names(regions);
  std::vector<std::size_t> region;
  for (const Zone& zone : zones) {
    const auto found = names.find(zone.region);
    if (found) {
      region.push_back(*found);
      continue;
    }
    problems.add({{}, "zone " + zone.code, "no region has the name " + in_quotes(zone.region), ""},
                 InputKind::data);
  }
  return region.size() == zones.size() ? region : std::vector<std::size_t>{};
}

}  // namespace ravenstein::io
