// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/crps.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "calibration/scores/coverage.hpp"
#include "calibration/scores/normal.hpp"

namespace ravenstein::calibration {

double crps(std::span<const double> sample, double observed, SampleKind kind) {
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> sorted = sorted_sample(known_members(sample));
  const auto n = static_cast<double>(sorted.size());
  if (std::isnan(observed) || n < (kind == SampleKind::fair ? 2 : 1)) return kUndefined;
  double error = 0, spread = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    error += std::abs(sorted[i] - observed);
    // sum_ij |x_i - x_j| / 2 = sum_i x_i (2 i + 1 - n), i from 0
    spread += sorted[i] * (2 * static_cast<double>(i) + 1 - n);
  }
  return error / n - spread / (n * (kind == SampleKind::fair ? n - 1 : n));
}

double crps_normal(double mean, double sd, double observed) {
  const double z = (observed - mean) / sd;
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
  return sd * (z * (2 * normal_cdf(z) - 1) + 2 * density - std::numbers::inv_sqrtpi);
}

}  // namespace ravenstein::calibration
