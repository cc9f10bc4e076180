// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravenstein::calibration {

double sorted_quantile(std::span<const double> sorted, double p) {
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

bool covered(std::span<const double> sample, double observed, double level) {
  std::vector<double> sorted(sample.begin(), sample.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted_quantile(sorted, (1 - level) / 2) <= observed &&
         observed <= sorted_quantile(sorted, (1 + level) / 2);
}

}  // namespace ravenstein::calibration
