// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/crps.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "calibration/scores/coverage.hpp"

namespace ravenstein::calibration {

double crps(std::span<const double> sample, double observed) {
  if (sample.empty()) return std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> sorted = sorted_sample(sample);
  const auto n = static_cast<double>(sorted.size());
  double error = 0, spread = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    error += std::abs(sorted[i] - observed);
    // sum_ij |x_i - x_j| / 2 = sum_i x_i (2 i + 1 - n), i from 0
    spread += sorted[i] * (2 * static_cast<double>(i) + 1 - n);
  }
  return error / n - spread / (n * n);
}

}  // namespace ravenstein::calibration
