// SPDX-License-Identifier: Apache-2.0
#include "engine/world/zone.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ravenstein {

double great_circle_km(const Zone& a, const Zone& b) {
  constexpr double kEarthRadiusKm = 6371.0;
  constexpr double kRadians = std::numbers::pi / 180.0;
  const double half_lat = std::sin((b.latitude_deg - a.latitude_deg) * kRadians / 2);
  const double half_lon = std::sin((b.longitude_deg - a.longitude_deg) * kRadians / 2);
  const double h = half_lat * half_lat + std::cos(a.latitude_deg * kRadians) *
                                             std::cos(b.latitude_deg * kRadians) * half_lon *
                                             half_lon;
  return 2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(1.0, h)));
}

}  // namespace ravenstein
