// SPDX-License-Identifier: Apache-2.0
// Arithmetic of days on the road.
#pragma once

#include <array>
#include <cstddef>

namespace ravenstein::models {

/// 2^-days, 0 from 2^-64 on.
inline double half_to_the(int days) {
  static constexpr auto kHalves = [] {
    std::array<double, 64> halves{};
    double half = 1;
    for (double& h : halves) {
      h = half;
      half /= 2;
    }
    return halves;
  }();
  return days < 64 ? kHalves[static_cast<std::size_t>(days)] : 0;
}

/// Whole days until `reached + days x speed` exceeds the length (at least one).
inline int days_to_go(double reached_km, double speed, double length_km) {
  int days = static_cast<int>((length_km - reached_km) / speed) + 1;
  while (days > 1 && reached_km + (days - 1) * speed > length_km) --days;
  while (!(reached_km + days * speed > length_km)) ++days;
  return days;
}

}  // namespace ravenstein::models
