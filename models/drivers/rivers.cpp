// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/rivers.hpp"

#include <cmath>

namespace ravenstein::models {

std::vector<double> river_exposure(std::span<const RiverZone> rivers, std::size_t zones) {
  std::vector<double> exposed(zones);
  for (const RiverZone& river : rivers) exposed[river.zone] = 1;
  return exposed;
}

MonthlySeries upstream_lag(const MonthlySeries& displaced_by_flood,
                           std::span<const RiverZone> rivers) {
  const MonthlySeries& y = displaced_by_flood;
  MonthlySeries result(y.first_month, y.months, y.zones, 0.0);
  for (const RiverZone& river : rivers) {
    if (river.upstream == kNowhere) continue;
    for (int month = y.first_month; month < y.end_month(); ++month) {
      result.at(month, river.zone) = std::log1p(y.at(month - 1, river.upstream));
    }
  }
  return result;
}

}  // namespace ravenstein::models
