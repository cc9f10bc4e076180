// SPDX-License-Identifier: Apache-2.0
// Scores of forecasts of several quantities together, e.g. the camps of a crisis. Smaller is
// better. A quantity whose observation is missing (NaN) is left out, and a member that misses one
// of the others; NaN where too little is left.
#pragma once

#include <span>

#include "calibration/scores/crps.hpp"

namespace ravenstein::calibration {

/// Members x quantities, row by row; every row as long as `observed`.
/// E||X - y|| - 1/2 E||X - X'||, beta = 1 (Gneiting & Raftery 2007); for one quantity the CRPS.
double energy_score(std::span<const double> members, std::span<const double> observed,
                    SampleKind kind = SampleKind::ecdf);

/// sum_ij (|y_i - y_j|^p - mean_m |x_mi - x_mj|^p)^2 over all ordered pairs with weight one
/// (Scheuerer & Hamill 2015).
double variogram_score(std::span<const double> members, std::span<const double> observed,
                       double p = 0.5);

}  // namespace ravenstein::calibration
