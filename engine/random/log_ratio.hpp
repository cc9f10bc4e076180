// SPDX-License-Identifier: Apache-2.0
// Logarithms of ratios of factorials that stay accurate when the factorials are huge: differences
// of lgamma would lose ten digits at 10^12 people.
#pragma once

#include <cmath>

namespace ravenstein {

/// log k! - [log sqrt(2 pi) + (k + 1/2) log(k + 1) - (k + 1)], k >= 0: Stirling's series in
/// 1 / (k + 1). The first values are exact; the series is good to 1e-12 from 10 on.
inline double stirling_correction(double k) {
  constexpr double kFirst[] = {0.08106146679532726, 0.04134069595540929, 0.02767792568499834,
                               0.02079067210376509, 0.01664469118982119, 0.01387612882307075,
                               0.01189670994589177, 0.01041126526197209, 0.009255462182712733,
                               0.008330563433362871};
  if (k < 10) return kFirst[static_cast<int>(k)];
  const double x = 1 / (k + 1);
  const double x2 = x * x;
  return x * (1.0 / 12 - x2 * (1.0 / 360 - x2 * (1.0 / 1260 - x2 / 1680)));
}

/// log (k+d)! - log k! - d log(k+d+1) + d, for whole k >= 0 and k + d >= 0. Where the d of several
/// factorials cancel in sum, what remains is d times the logarithm of one ratio.
inline double log_factorial_step(double k, double d) {
  return (k + 0.5) * std::log1p(d / (k + 1)) + stirling_correction(k + d) - stirling_correction(k);
}

}  // namespace ravenstein
