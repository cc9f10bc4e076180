// SPDX-License-Identifier: Apache-2.0
// What samplers with a likelihood share. They walk over standard normal scores of the parameters,
// for which the prior is N(0, I) and limits need no care; a model's first value is its log
// likelihood, a failed run has likelihood 0.
#pragma once

#include <Eigen/Core>

#include "calibration/batch/evaluation.hpp"
#include "calibration/priors/scores.hpp"

namespace ravenstein::calibration {

/// -inf for a failed run or one without a value.
double log_likelihood_of(const Outcome& outcome);
/// ln of the prior density of scores, up to a constant.
inline double log_prior_of(const Eigen::VectorXd& scores) { return -scores.squaredNorm() / 2; }

}  // namespace ravenstein::calibration
