// SPDX-License-Identifier: Apache-2.0
// From districts to regions: sums of counts, population-weighted means of conditions.
#pragma once

#include <span>

#include "engine/world/monthly.hpp"

namespace ravenstein::models {

/// Per group the sum over its zones; missing values count as nothing. `group`: per zone,
/// 0..groups-1.
MonthlySeries group_sum(const MonthlySeries& x, std::span<const std::size_t> group,
                        std::size_t groups);

/// Per group sum(weight x) / sum(weight) over its zones with a value; NaN if none has one.
MonthlySeries group_mean(const MonthlySeries& x, std::span<const std::size_t> group,
                         std::size_t groups, std::span<const double> weight);

}  // namespace ravenstein::models
