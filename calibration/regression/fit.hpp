// SPDX-License-Identifier: Apache-2.0
// What the small dense regressions of this folder are given and give back.
#pragma once

#include <Eigen/Dense>
#include <vector>

namespace ravenstein::calibration {

/// n observations of k columns. There is no intercept but a column of ones.
struct Regression {
  Eigen::MatrixXd x;         ///< n x k
  Eigen::VectorXd y;         ///< n
  Eigen::VectorXd offset{};  ///< n, added to x c; empty: 0
  /// Per row, what shares its errors (a month); empty: rows are independent. Any order.
  std::vector<int> cluster{};
};

/// Per column lambda_k of the penalty 1/2 sum lambda_k c_k^2; empty: none.
using Penalty = Eigen::VectorXd;

/// An estimate. The log-likelihood is that of the data, without penalties.
struct Fit {
  Eigen::VectorXd coefficient;
  Eigen::MatrixXd covariance;   ///< inverse of the observed information (with penalty)
  Eigen::MatrixXd clustered{};  ///< sandwich by cluster; empty without clusters
  double log_likelihood = 0;
  int iterations = 0;
  bool converged = false;
};

/// Square roots of the diagonal.
Eigen::VectorXd standard_errors(const Eigen::MatrixXd& covariance);

/// Sandwich B (sum_g s_g s_g') B, s_g: sum of the rows of `score` in cluster g; B: `bread` (Liang &
/// Zeger 1986), without a correction for few clusters.
Eigen::MatrixXd clustered_covariance(const Eigen::MatrixXd& bread, const Eigen::MatrixXd& score,
                                     const std::vector<int>& cluster);

/// Throws std::invalid_argument if sizes do not agree, a number is not finite, there are fewer rows
/// than columns (without a penalty), or (if `counts`) y is negative.
void check(const Regression& data, const Penalty& penalty, bool counts);

/// offset + x c
Eigen::VectorXd linear_predictor(const Regression& data, const Eigen::VectorXd& coefficient);

}  // namespace ravenstein::calibration
