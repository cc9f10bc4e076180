// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/least_squares.hpp"

#include <cmath>
#include <numbers>

namespace ravenstein::calibration {

LeastSquaresFit fit_least_squares(const Regression& data, const Penalty& penalty) {
  check(data, penalty, false);
  const auto n = static_cast<double>(data.x.rows());
  Eigen::MatrixXd information = data.x.transpose() * data.x;
  if (penalty.size() != 0) information.diagonal() += penalty;
  const Eigen::VectorXd target = data.offset.size() == 0 ? data.y : data.y - data.offset;
  LeastSquaresFit fit;
  const Eigen::LDLT<Eigen::MatrixXd> factors(information);
  fit.coefficient = factors.solve(data.x.transpose() * target);
  const Eigen::VectorXd residual = target - data.x * fit.coefficient;
  fit.sum_of_squares = residual.squaredNorm();
  const Eigen::MatrixXd bread =
      factors.solve(Eigen::MatrixXd::Identity(data.x.cols(), data.x.cols()));
  fit.covariance = bread * (fit.sum_of_squares / (n - static_cast<double>(data.x.cols())));
  fit.log_likelihood = -n / 2 * (std::log(2 * std::numbers::pi * fit.sum_of_squares / n) + 1);
  fit.iterations = 1;
  fit.converged = factors.info() == Eigen::Success && factors.isPositive();
  if (!data.cluster.empty()) {
    fit.clustered = clustered_covariance(bread, residual.asDiagonal() * data.x, data.cluster);
  }
  return fit;
}

}  // namespace ravenstein::calibration
