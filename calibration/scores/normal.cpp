// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/normal.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace ravenstein::calibration {
namespace {

/// p <= 1/2
double lower_quantile(double p) {
  const double t = std::sqrt(-2 * std::log(p));
  double z = (2.515517 + t * (0.802853 + t * 0.010328)) /
                 (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
             t;
  for (int step = 0; step < 3; ++step) {
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    const double u = (normal_cdf(z) - p) / density;
    z -= u / (1 + z * u / 2);
  }
  return z;
}

}  // namespace

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double normal_quantile(double p) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (p <= 0) return -kInfinity;
  if (p >= 1) return kInfinity;
  return p <= 0.5 ? lower_quantile(p) : -lower_quantile(1 - p);
}

}  // namespace ravenstein::calibration
