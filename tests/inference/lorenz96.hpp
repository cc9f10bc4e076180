// SPDX-License-Identifier: Apache-2.0
// The model of Lorenz (1996): 40 places on a circle, forcing 8, a step of .05 by Runge and Kutta.
#pragma once

#include <Eigen/Core>

namespace ravenstein::calibration::lorenz96 {

inline Eigen::VectorXd tendency(const Eigen::VectorXd& x) {
  const Eigen::Index n = x.size();
  Eigen::VectorXd rate(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double before = x[(i + n - 1) % n];
    rate[i] = (x[(i + 1) % n] - x[(i + n - 2) % n]) * before - x[i] + 8;
  }
  return rate;
}

inline Eigen::VectorXd step(const Eigen::VectorXd& x) {
  constexpr double kStep = .05;
  const Eigen::VectorXd a = tendency(x), b = tendency(x + kStep / 2 * a),
                        c = tendency(x + kStep / 2 * b), d = tendency(x + kStep * c);
  return x + kStep / 6 * (a + 2 * b + 2 * c + d);
}

}  // namespace ravenstein::calibration::lorenz96
