// SPDX-License-Identifier: Apache-2.0
// Test problems with known answers.
#pragma once

#include <cmath>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include "calibration/batch/evaluation.hpp"

namespace ravenstein::calibration::problems {

inline double sphere(std::span<const double> x) {
  double sum = 0;
  for (const double v : x) sum += v * v;
  return sum;
}

/// Condition number 1e6.
inline double ellipsoid(std::span<const double> x) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double at = static_cast<double>(i) / static_cast<double>(x.size() - 1);
    sum += std::pow(1e6, at) * x[i] * x[i];
  }
  return sum;
}

inline double rosenbrock(std::span<const double> x) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    const double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
    sum += 100 * a * a + b * b;
  }
  return sum;
}

/// Its minimum lies at 1.3 sin(i + 1), so that no symmetry of the start helps.
inline double rastrigin(std::span<const double> x) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double v = x[i] - 1.3 * std::sin(static_cast<double>(i) + 1);
    sum += v * v - 10 * std::cos(2 * std::numbers::pi * v) + 10;
  }
  return sum;
}

inline Model objective(double (*function)(std::span<const double>)) {
  return [function](std::span<const double> x, const DrawKey&) -> Outcome {
    return {{function(x)}, {}};
  };
}

}  // namespace ravenstein::calibration::problems
