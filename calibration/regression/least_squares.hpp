// SPDX-License-Identifier: Apache-2.0
// Sizes with errors of one normal distribution: y = offset + x c + e, e ~ N(0, s^2).
#pragma once

#include "calibration/regression/fit.hpp"

namespace ravenstein::calibration {

struct LeastSquaresFit : Fit {
  double sum_of_squares = 0;  ///< of the residuals
};

/// Minimises 1/2 SSE + 1/2 sum lambda_k c_k^2. The covariance is s^2 (x'x + lambda)^-1 with
/// s^2 = SSE / (n - k); the log-likelihood is that of s^2 = SSE / n.
LeastSquaresFit fit_least_squares(const Regression& data, const Penalty& penalty = {});

}  // namespace ravenstein::calibration
