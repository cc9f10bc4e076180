// SPDX-License-Identifier: Apache-2.0
// Counts with mean mu = exp(offset + x c) and variance mu + alpha mu^2 (NB2).
#pragma once

#include "calibration/regression/fit.hpp"

namespace ravenstein::calibration {

/// Maximum likelihood over c and ln(alpha) together (Newton, observed information; Cameron &
/// Trivedi 2013, Regression Analysis of Count Data, §3.3), started from the Poisson fit. The last
/// coefficient, row and column of the covariances are those of alpha itself.
Fit fit_negative_binomial(const Regression& data);

}  // namespace ravenstein::calibration
