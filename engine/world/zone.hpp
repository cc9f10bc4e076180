// SPDX-License-Identifier: Apache-2.0
// A place with people: an administrative unit, a town, a camp, a forwarding hub, a border point.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ravenstein {

/// Position of a zone in World::zones.
using ZoneIndex = std::uint32_t;
inline constexpr ZoneIndex kNowhere = std::numeric_limits<ZoneIndex>::max();

/// town: people live here. camp: displaced people are received and counted here. hub: people are
/// sent on from here. marker: a bend of a road, nobody stops.
enum class ZoneKind : std::uint8_t { town, camp, idp_camp, hub, marker };

/// Where a capacity comes from decides how far a score that uses it can be trusted.
enum class CapacityProvenance : std::uint8_t { unknown, planned, observed_maximum, estimated };

struct Zone {
  std::string code;  ///< unique; a p-code where there is one
  std::string name;
  std::string country;
  std::string region;
  double latitude_deg = std::numeric_limits<double>::quiet_NaN();   ///< WGS 84; NaN: unknown
  double longitude_deg = std::numeric_limits<double>::quiet_NaN();  ///< WGS 84; NaN: unknown
  ZoneKind kind = ZoneKind::town;
  std::int64_t population = 0;           ///< residents on day 0
  std::optional<std::int64_t> capacity;  ///< persons; empty: unlimited
  CapacityProvenance capacity_provenance = CapacityProvenance::unknown;
  std::map<std::string, double, std::less<>> attributes{};  ///< what a scenario adds (columns)
};

inline bool receives(const Zone& zone) {
  return zone.kind == ZoneKind::camp || zone.kind == ZoneKind::idp_camp;
}

/// Great-circle distance [km] on a sphere of radius 6371 km (haversine).
double great_circle_km(const Zone& a, const Zone& b);

}  // namespace ravenstein
