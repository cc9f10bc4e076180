// SPDX-License-Identifier: Apache-2.0
// Two parameters seen through three linear observations: the posterior is known exactly.
#pragma once

#include <Eigen/Dense>
#include <cmath>
#include <span>
#include <vector>

#include "calibration/batch/evaluation.hpp"
#include "calibration/priors/scores.hpp"

namespace ravenstein::calibration::linear_gaussian {

inline const std::vector<Prior> kPriors{Prior::normal(.5, 1), Prior::normal(0, std::sqrt(2))};
inline const std::vector<double> kObserved{1.2, -.3, .9};
inline const std::vector<double> kErrorSd{std::sqrt(.1), std::sqrt(.2), std::sqrt(.1)};

inline std::vector<double> predict(std::span<const double> x) {
  return {x[0] + .5 * x[1], x[1], x[0] - x[1]};
}
inline Outcome run(std::span<const double> x, const DrawKey&) { return {predict(x), {}}; }

/// (G' R^-1 G + C^-1)^-1 and so on, by numpy; checked again in the tests.
inline Eigen::Vector2d posterior_mean() { return {1.0325779, .0368272}; }
inline Eigen::Matrix2d posterior_covariance() {
  Eigen::Matrix2d c;
  c << .0509915, .0141643, .0141643, .0594901;
  return c;
}

/// Mean and covariance of parameters, columns with weights.
struct Moments {
  Eigen::Vector2d mean;
  Eigen::Matrix2d covariance;
  double mean_error() const { return (mean - posterior_mean()).norm(); }
  double covariance_error() const {  // relative
    return (covariance - posterior_covariance()).norm() / posterior_covariance().norm();
  }
};
inline Moments moments(const Eigen::MatrixXd& x, const Eigen::VectorXd& weight) {
  Moments m;
  m.mean = x * weight;
  const Eigen::MatrixXd off = x.colwise() - m.mean;
  m.covariance = off * weight.asDiagonal() * off.transpose() / (1 - weight.squaredNorm());
  return m;
}
inline Moments moments(const Eigen::MatrixXd& x) {
  return moments(x, Eigen::VectorXd::Constant(x.cols(), 1.0 / static_cast<double>(x.cols())));
}
inline Eigen::MatrixXd parameters(const Eigen::MatrixXd& scores) {
  return parameters_of(kPriors, scores);
}

}  // namespace ravenstein::calibration::linear_gaussian
