// SPDX-License-Identifier: Apache-2.0
// Parameters as uncertain as a fit leaves them.
#pragma once

#include <Eigen/Dense>

#include "engine/random/philox.hpp"

namespace ravenstein::calibration {

/// A draw from the normal distribution of this mean and covariance (its Cholesky factor times
/// standard normals, in the order of the coefficients). Throws std::invalid_argument if the
/// covariance is not positive definite.
Eigen::VectorXd draw_coefficients(Stream& stream, const Eigen::VectorXd& mean,
                                  const Eigen::MatrixXd& covariance);

}  // namespace ravenstein::calibration
