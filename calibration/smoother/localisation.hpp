// SPDX-License-Identifier: Apache-2.0
// Keeping observations from changing what they cannot know about: correlations of a small ensemble
// are partly chance.
#pragma once

#include <Eigen/Core>
#include <cstdint>

namespace ravenstein::calibration {

/// 1 at distance 0, falling smoothly to 0 at twice `half_width` (Gaspari & Cohn 1999, Q. J. R.
/// Meteorol. Soc. 125, eq. 4.10). Same unit for both; half_width > 0.
double gaspari_cohn(double distance, double half_width);

/// Parameters x observations, 1 where the correlation of two rows is larger than chance makes it,
/// else 0: threshold sigma sqrt(2 ln(number of correlations)), with sigma, the spread of chance
/// correlations, from members shuffled against each other (Luo, Bhakta & Nævdal 2018, SPE J. 23).
/// `x`, `y`: anomalies, columns are members.
Eigen::MatrixXd automatic_taper(const Eigen::MatrixXd& x, const Eigen::MatrixXd& y,
                                std::uint64_t seed, std::uint32_t generation);

}  // namespace ravenstein::calibration
