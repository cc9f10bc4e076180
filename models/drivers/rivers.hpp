// SPDX-License-Identifier: Apache-2.0
// Floods come down rivers: who lies on one, and what happened upstream.
#pragma once

#include <span>
#include <vector>

#include "engine/world/monthly.hpp"
#include "engine/world/river.hpp"

namespace ravenstein::models {

/// `riv`: 1 for zones on a river, 0 for others
std::vector<double> river_exposure(std::span<const RiverZone> rivers, std::size_t zones);

/// `uplag` = ln(1 + displaced by flood in the zone upstream in the month before) [persons/month],
/// 0 where there is none upstream. NaN in the first month there.
MonthlySeries upstream_lag(const MonthlySeries& displaced_by_flood,
                           std::span<const RiverZone> rivers);

}  // namespace ravenstein::models
