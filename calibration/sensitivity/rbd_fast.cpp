// SPDX-License-Identifier: Apache-2.0
#include "calibration/sensitivity/rbd_fast.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace ravenstein::calibration {
namespace {

/// Outputs in the order in which the factor rises along every other run and falls along the rest.
Eigen::VectorXd up_and_down(const Eigen::VectorXd& factor, const Eigen::VectorXd& output) {
  const Eigen::Index n = factor.size();
  std::vector<Eigen::Index> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](Eigen::Index a, Eigen::Index b) { return factor[a] < factor[b]; });
  Eigen::VectorXd wave(n);
  Eigen::Index rising = 0, falling = n;
  for (Eigen::Index i = 0; i < n; ++i) {
    wave[i % 2 == 0 ? rising++ : --falling] = output[order[static_cast<std::size_t>(i)]];
  }
  return wave;
}

/// Share of the variance at frequencies 1..harmonics.
double share_at(const Eigen::VectorXd& wave, int harmonics) {
  const auto n = static_cast<double>(wave.size());
  const Eigen::ArrayXd centred = wave.array() - wave.mean();
  double power = 0;
  for (int k = 1; k <= harmonics; ++k) {
    double real = 0, imaginary = 0;
    for (Eigen::Index t = 0; t < wave.size(); ++t) {
      const double angle = 2 * std::numbers::pi * k * static_cast<double>(t) / n;
      real += centred[t] * std::cos(angle);
      imaginary += centred[t] * std::sin(angle);
    }
    power += 2 * (real * real + imaginary * imaginary) / n;
  }
  return power / centred.square().sum();
}

}  // namespace

Eigen::VectorXd rbd_fast(const Eigen::MatrixXd& points, const Eigen::VectorXd& output,
                         int harmonics) {
  if (points.cols() != output.size() || harmonics < 1 || output.size() < 4 * harmonics) {
    throw std::invalid_argument("RBD-FAST: expected a run per point and at least 4 per harmonic");
  }
  Eigen::VectorXd index(points.rows());
  const double bias = 2.0 * harmonics / static_cast<double>(output.size());
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const double share = share_at(up_and_down(points.row(i), output), harmonics);
    index[i] = share - bias / (1 - bias) * (1 - share);
  }
  return index;
}

}  // namespace ravenstein::calibration
