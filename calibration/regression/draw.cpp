// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/draw.hpp"

#include <stdexcept>

#include "calibration/scores/normal.hpp"

namespace ravenstein::calibration {

Eigen::VectorXd draw_coefficients(Stream& stream, const Eigen::VectorXd& mean,
                                  const Eigen::MatrixXd& covariance) {
  const Eigen::LLT<Eigen::MatrixXd> factors(covariance);
  if (factors.info() != Eigen::Success) {
    throw std::invalid_argument("draw of coefficients: the covariance is not positive definite");
  }
  Eigen::VectorXd normal(mean.size());
  for (double& z : normal) z = normal_quantile(stream.uniform_open());
  return mean + factors.matrixL() * normal;
}

}  // namespace ravenstein::calibration
