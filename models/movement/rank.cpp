// SPDX-License-Identifier: Apache-2.0
#include "models/movement/rank.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein::models {

void rank_row(std::size_t origin, double exponent, std::span<const double> cost,
              OpportunityScratch& scratch, std::span<double> weight) {
  std::fill(weight.begin(), weight.end(), 0.0);
  const std::span<const std::uint32_t> order = by_cost(origin, cost, scratch);
  std::size_t nearer = 0;
  for (std::size_t r = 0; r < order.size(); ++r) {
    const std::uint32_t j = order[r];
    if (j == origin || !std::isfinite(cost[j])) break;  // only such come after
    if (r > 0 && cost[order[r - 1]] < cost[j]) nearer = r;
    weight[j] = std::pow(static_cast<double>(nearer + 1), -exponent);
  }
}

}  // namespace ravenstein::models
