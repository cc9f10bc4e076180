// SPDX-License-Identifier: Apache-2.0
// The arithmetic of a generation of ABC-SMC: scales, distances, quantiles, kernels, weights.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "calibration/priors/prior.hpp"

namespace ravenstein::calibration {

/// 1 / median absolute deviation of each statistic; where that is 0, 1 / standard deviation; where
/// nothing varies, 0 (it tells nothing).
std::vector<double> statistic_scales(std::span<const std::vector<double>> statistics);

double statistic_distance(std::span<const double> statistics, std::span<const double> observed,
                          std::span<const double> scale);

/// The p-quantile of weighted values: straight between the middles of their weights.
double weighted_quantile(const Eigen::VectorXd& value, const Eigen::VectorXd& weight, double p);

/// At each particle, the Cholesky factor of the weighted covariance about it of those particles
/// with distance <= tolerance (optimal local covariance, Filippi et al. 2013, eq. 11).
std::vector<Eigen::MatrixXd> local_kernels(const Eigen::MatrixXd& parameters,
                                           const Eigen::VectorXd& weight,
                                           const Eigen::VectorXd& distance, double tolerance);

/// prior(x_i) / sum_j w_j N(x_i; y_j, kernel_j), then scaled to sum 1. `parameters` and `from`:
/// parameters x particles.
Eigen::VectorXd importance_weights(std::span<const Prior> priors, const Eigen::MatrixXd& parameters,
                                   const Eigen::MatrixXd& from, const Eigen::VectorXd& from_weight,
                                   std::span<const Eigen::MatrixXd> kernel);

}  // namespace ravenstein::calibration
