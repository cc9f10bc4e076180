// SPDX-License-Identifier: Apache-2.0
// First-order indices from any random sample of points, e.g. what is left of a design of which runs
// failed: random balance designs of the Fourier amplitude sensitivity test (Tarantola, Gatelli &
// Mara 2006; Plischke 2010), with the bias taken out (Tissot & Prieur 2012).
#pragma once

#include <Eigen/Core>

namespace ravenstein::calibration {

/// `points`: factors x runs; `output`: of each run. The factors' first-order indices. Throws
/// std::invalid_argument for fewer than 4 runs per harmonic or sizes that do not fit; NaN if the
/// output does not vary.
Eigen::VectorXd rbd_fast(const Eigen::MatrixXd& points, const Eigen::VectorXd& output,
                         int harmonics = 10);

}  // namespace ravenstein::calibration
