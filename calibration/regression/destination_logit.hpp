// SPDX-License-Identifier: Apache-2.0
// Where people go: the multinomial logit p(j | i) = exp(x_ij c) / sum_j exp(x_ij c),
// person-weighted (McFadden 1974). With ln distance and ln mass as columns it is the gravity law
// with fixed origins.
#pragma once

#include <vector>

#include "calibration/regression/fit.hpp"

namespace ravenstein::calibration {

/// Origins in blocks of rows: a row per alternative.
struct DestinationChoices {
  Eigen::MatrixXd x;           ///< rows x columns
  Eigen::VectorXd persons;     ///< per row: how many took it
  std::vector<int> origin{};   ///< per row: the block; equal numbers stand together
  std::vector<int> cluster{};  ///< per row; empty: none. A block belongs to one cluster.
};

/// Maximises the persons' log-likelihood - 1/2 sum lambda_k c_k^2. Standard errors of persons as if
/// they chose independently are far too small: use clusters.
Fit fit_destination_logit(const DestinationChoices& data, const Penalty& penalty = {});

/// p per row.
Eigen::VectorXd choice_shares(const DestinationChoices& data, const Eigen::VectorXd& coefficient);

}  // namespace ravenstein::calibration
