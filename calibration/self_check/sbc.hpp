// SPDX-License-Identifier: Apache-2.0
// Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari & Gelman 2018,
// arXiv:1804.06788): draw parameters from the prior and data from the model, let a sampler find the
// posterior; among L of its independent draws the true value's rank is uniform on 0..L if sampler
// and model are right.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/random/philox.hpp"

namespace ravenstein::calibration {

/// Ranks of each parameter of one replicate; `draws`: parameters x L.
std::vector<std::uint32_t> posterior_ranks(std::span<const double> truth,
                                           const Eigen::MatrixXd& draws, Stream& tie);

/// Chi-square p-value of the ranks of one parameter over replicates, in `bins` equal bins.
/// Throws std::invalid_argument unless bins divide L + 1.
double rank_p_value(std::span<const std::uint32_t> ranks, std::uint32_t draws, std::uint32_t bins);

/// Columns drawn with probabilities `weight` (systematic resampling), in random order.
Eigen::MatrixXd resampled_columns(const Eigen::MatrixXd& columns, const Eigen::VectorXd& weight,
                                  Eigen::Index count, Stream& stream);

}  // namespace ravenstein::calibration
