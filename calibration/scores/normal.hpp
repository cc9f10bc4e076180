// SPDX-License-Identifier: Apache-2.0
// The standard normal distribution.
#pragma once

namespace ravenstein::calibration {

/// P(Z <= z)
double normal_cdf(double z);
/// z with P(Z <= z) = p to about 1e-15; -inf for p <= 0, inf for p >= 1. Abramowitz & Stegun
/// 26.2.23, refined by Halley's steps on erfc.
double normal_quantile(double p);

}  // namespace ravenstein::calibration
