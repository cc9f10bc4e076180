// SPDX-License-Identifier: Apache-2.0
// Parameters as standard normal scores z, for which the prior is N(0, I): what methods with
// Gaussian steps work on.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include "calibration/batch/evaluation.hpp"
#include "calibration/priors/prior.hpp"

namespace ravenstein::calibration {

std::vector<double> from_scores(std::span<const Prior> priors, const Eigen::VectorXd& z);
Eigen::VectorXd to_scores(std::span<const Prior> priors, std::span<const double> x);
/// Each column as parameters.
Eigen::MatrixXd parameters_of(std::span<const Prior> priors, const Eigen::MatrixXd& z);

/// The run with these scores, of a particle in a generation.
Evaluation run_of(std::span<const Prior> priors, const Eigen::VectorXd& z, std::uint64_t seed,
                  std::uint32_t generation, std::uint32_t particle);

/// Standard normal numbers, column j of particle j of a generation.
Eigen::MatrixXd standard_normals(std::uint64_t seed, Purpose purpose, std::uint32_t generation,
                                 Eigen::Index rows, Eigen::Index columns);

}  // namespace ravenstein::calibration
