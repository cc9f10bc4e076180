// SPDX-License-Identifier: Apache-2.0
// Fits of models whose log-likelihood depends on the data through eta = offset + x c alone.
#pragma once

#include <functional>

#include "calibration/regression/fit.hpp"

namespace ravenstein::calibration {

/// The log-likelihood as a function of eta: its sum over the rows, and per row the first and the
/// negative second derivative.
struct RowwiseShape {
  double value = 0;
  Eigen::VectorXd slope;
  Eigen::VectorXd curvature;
};

/// Maximises value - 1/2 sum lambda_k c_k^2 from `start`; covariances as Fit says.
Fit fit_penalised(const Regression& data, const Penalty& penalty, const Eigen::VectorXd& start,
                  const std::function<RowwiseShape(const Eigen::VectorXd& eta)>& likelihood);

}  // namespace ravenstein::calibration
