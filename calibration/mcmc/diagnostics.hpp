// SPDX-License-Identifier: Apache-2.0
// Whether chains have run long enough.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace ravenstein::calibration {

/// Draws of one parameter x chains, from what a sampler kept.
Eigen::MatrixXd chains_of(const std::vector<Eigen::MatrixXd>& kept, Eigen::Index parameter);

/// Split R-hat (Gelman et al. 2013, sec. 11.4): near 1 if chains agree with each other and with
/// their own halves; above 1.01 they should go on. NaN for fewer than four draws.
double split_r_hat(const Eigen::MatrixXd& chains);

/// How many independent draws the chains are worth (Gelman et al. 2013, sec. 11.5: autocorrelations
/// summed while pairs of them are positive, Geyer 1992).
double effective_draws(const Eigen::MatrixXd& chains);

}  // namespace ravenstein::calibration
