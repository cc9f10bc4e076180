// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/newton.hpp"

#include <cmath>

namespace ravenstein::calibration {
namespace {

constexpr int kMaximumSteps = 200;
constexpr int kMaximumHalvings = 60;

/// The Newton step; with ever more of the diagonal until the matrix is positive definite.
Eigen::VectorXd ascent_step(const LocalShape& shape) {
  const Eigen::VectorXd diagonal = shape.negative_hessian.diagonal().cwiseAbs();
  double raise = 0;
  while (true) {
    Eigen::MatrixXd matrix = shape.negative_hessian;
    matrix.diagonal() += raise * (diagonal.array() + 1e-12).matrix();
    const Eigen::LLT<Eigen::MatrixXd> factors(matrix);
    if (factors.info() == Eigen::Success) return factors.solve(shape.gradient);
    raise = raise == 0 ? 1e-8 : 10 * raise;
  }
}

}  // namespace

Maximum maximise(const std::function<LocalShape(const Eigen::VectorXd&)>& function,
                 Eigen::VectorXd start, double tolerance) {
  Maximum found{std::move(start), {}, 0, false};
  found.shape = function(found.at);
  while (found.iterations < kMaximumSteps) {
    ++found.iterations;
    Eigen::VectorXd step = ascent_step(found.shape);
    const double gain = 0.5 * found.shape.gradient.dot(step);
    found.converged = gain <= tolerance * (1 + std::abs(found.shape.value));
    LocalShape next = function(found.at + step);
    for (int halving = 0; !(next.value >= found.shape.value); ++halving) {
      if (found.converged || halving == kMaximumHalvings) return found;
      step /= 2;
      next = function(found.at + step);
    }
    found.at += step;
    found.shape = std::move(next);
    if (found.converged) return found;
  }
  return found;
}

}  // namespace ravenstein::calibration
