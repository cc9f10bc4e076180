// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/penalised.hpp"

#include "calibration/regression/newton.hpp"

namespace ravenstein::calibration {

Fit fit_penalised(const Regression& data, const Penalty& penalty, const Eigen::VectorXd& start,
                  const std::function<RowwiseShape(const Eigen::VectorXd& eta)>& likelihood) {
  const Eigen::VectorXd lambda =
      penalty.size() == 0 ? Eigen::VectorXd::Zero(data.x.cols()) : penalty;
  const Maximum found = maximise(
      [&](const Eigen::VectorXd& c) {
        const RowwiseShape rows = likelihood(linear_predictor(data, c));
        LocalShape shape;
        shape.value = rows.value - 0.5 * c.cwiseAbs2().dot(lambda);
        shape.gradient = data.x.transpose() * rows.slope - lambda.cwiseProduct(c);
        shape.negative_hessian = data.x.transpose() * rows.curvature.asDiagonal() * data.x;
        shape.negative_hessian.diagonal() += lambda;
        return shape;
      },
      start);
  Fit fit;
  fit.coefficient = found.at;
  fit.covariance = found.shape.negative_hessian.inverse();
  const RowwiseShape rows = likelihood(linear_predictor(data, found.at));
  fit.log_likelihood = rows.value;
  fit.iterations = found.iterations;
  fit.converged = found.converged;
  if (!data.cluster.empty()) {
    fit.clustered =
        clustered_covariance(fit.covariance, rows.slope.asDiagonal() * data.x, data.cluster);
  }
  return fit;
}

}  // namespace ravenstein::calibration
