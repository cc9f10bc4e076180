// SPDX-License-Identifier: Apache-2.0
// Shares that are known as if so many people had been asked where they are.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

namespace ravenstein::calibration {

/// Shares of places (rows) as members (columns) draw them: Dirichlet(asked_m x mean), made of gamma
/// quantiles of the standard normal numbers `score` (places x members), so that they change a
/// little where `asked` does. Members' shares sum to 1; the mean over the members is as given, as
/// far as some passes of iterative proportional fitting get: .1 %, less near with few members or
/// where hardly anybody is asked. A mean of 0 is a share of 0.
Eigen::MatrixXd drawn_shares(std::span<const double> mean, std::span<const double> asked,
                             const Eigen::Ref<const Eigen::MatrixXd>& score);

}  // namespace ravenstein::calibration
