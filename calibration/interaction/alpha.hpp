// SPDX-License-Identifier: Apache-2.0
// What flows tell about alpha of the negative binomial (variance = mean + alpha mean^2), the means
// given.
#pragma once

#include "calibration/interaction/moments.hpp"

namespace ravenstein::calibration {

/// ln L of all observed cells, all terms.
double negative_binomial_likelihood(const Design& design, const FitState& state, double alpha);

/// d ln L / d ln alpha of all observed cells. At coefficients that are the best for this alpha it
/// is the slope of the profile likelihood too.
double alpha_score(const Design& design, const FitState& state, double alpha);

/// d ln L / d ln alpha of one flow, mu > 0, alpha > 0 (Lawless 1987):
///   (y - mu) / (1 + alpha mu) + (ln(1 + alpha mu) - psi(y + 1/alpha) + psi(1/alpha)) / alpha
double alpha_score_of_cell(double flow, double mu, double alpha);

}  // namespace ravenstein::calibration
