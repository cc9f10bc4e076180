// SPDX-License-Identifier: Apache-2.0
// A forecast of how many are displaced from a zone in a month: nobody, or a lognormal number up to
// a cap.
#pragma once

#include <limits>
#include <vector>

namespace ravenstein::calibration {

struct HurdleForecast {
  double probability = 0;  ///< that anybody is displaced
  double log_median = 0;   ///< of the persons displaced, given that somebody is
  double log_sd = 1;
  double cap = std::numeric_limits<double>::infinity();  ///< persons; a draw beyond is the cap

  double cdf(double persons) const;
  /// Smallest number with cdf >= p.
  double quantile(double p) const;
  double median() const { return quantile(0.5); }
  /// Of the capped distribution.
  double mean() const;
};

/// ln P(the forecast, rounded, is `persons`): that of 0 is ln(1 - probability), else of the
/// lognormal between persons - 1/2 and persons + 1/2, without the cap.
double log_score(const HurdleForecast& forecast, double persons);

/// Quantiles (i + 1/2) / n, i = 0..n-1: a sample without chance.
std::vector<double> even_sample(const HurdleForecast& forecast, std::size_t n);

}  // namespace ravenstein::calibration
