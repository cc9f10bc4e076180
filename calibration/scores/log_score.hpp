// SPDX-License-Identifier: Apache-2.0
// Logarithmic scores, ln of the probability (density) given to what happened: larger is better; and
// the Dawid-Sebastiani score, which needs two moments only: smaller is better. NaN if the
// observation is missing; missing members are left out.
#pragma once

#include <cstdint>
#include <span>

namespace ravenstein::calibration {

double log_score_normal(double mean, double sd, double observed);
/// ln P(y) of a Poisson count, mean >= 0; -inf for what cannot be.
double log_score_poisson(double mean, std::int64_t observed);
/// ln P(y) of a negative binomial with variance mean + mean^2 / size, size > 0.
double log_score_negative_binomial(double mean, double size, std::int64_t observed);
/// Of a sample by a Gaussian kernel density of bandwidth 1.06 min(sd, IQR / 1.34) n^(-1/5) (Scott
/// 1992, as in R's scoringRules). NaN for fewer than two members, or all alike.
double log_score_kernel(std::span<const double> sample, double observed);

/// ((y - mean) / sd)^2 + 2 ln sd (Dawid & Sebastiani 1999).
double dawid_sebastiani(double mean, double sd, double observed);
/// With the sample's mean and sd (n - 1). NaN for fewer than two members, or all alike.
double dawid_sebastiani(std::span<const double> sample, double observed);

}  // namespace ravenstein::calibration
