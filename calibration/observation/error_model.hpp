// SPDX-License-Identifier: Apache-2.0
// How a count comes about from what there was: a register finds a share of the people or movements
// (detection rate), counts with an error, and may not report small counts. Between people and a
// register stands this; only its output meets data.
#pragma once

#include <cstdint>
#include <string_view>

namespace ravenstein::calibration {

enum class ErrorKind : std::uint8_t {
  poisson,            ///< variance = mean
  negative_binomial,  ///< variance = mean + mean^2 / dispersion
  gaussian,           ///< T(count) is normal around T(mean) with standard deviation `sd`
};

/// T of Gaussian errors. sqrt: Anscombe's (1948, Biometrika 35) sqrt(x + 3/8), which gives Poisson
/// counts a variance near 1/4 whatever their mean.
enum class CountTransform : std::uint8_t { none, log1p, sqrt };

struct ErrorModel {
  ErrorKind kind = ErrorKind::negative_binomial;
  CountTransform transform = CountTransform::log1p;  ///< gaussian
  double sd = 0.3;                                   ///< gaussian, in units of T
  double dispersion = 10;                            ///< negative binomial, > 0
  double detection_rate = 1;                         ///< counts per person or movement, > 0
  /// A count below this says no more than that it is below. 0: all counts are what they are.
  double censored_below = 0;
  /// Expected counts below this are taken as this: a model that expects nobody must not make one
  /// registered person impossible.
  double least_expected = 0.5;
};

double transformed(CountTransform transform, double count);

/// ln of the probability (poisson, negative_binomial; counts are rounded to whole ones) or of the
/// density of the count (gaussian, Jacobian of T included, so that likelihoods with different T
/// compare). A censored count has ln P(count < censored_below). `people`: what the model expects,
/// >= 0, before detection.
double log_likelihood(const ErrorModel& model, double people, double count);

/// The probability of a count up to and with `count` >= 0, censoring left aside.
double probability_up_to(const ErrorModel& model, double people, double count);

/// The same as a normal error, for methods that need one: predicted and observed T, and the
/// standard deviation of the error. Poisson and negative binomial: T = sqrt, with
/// sd = sqrt(1 + count / dispersion) / 2. Censored: no misfit while the prediction is below.
struct GaussianView {
  double predicted = 0, observed = 0, sd = 1;
};
GaussianView gaussian_view(const ErrorModel& model, double people, double count);

}  // namespace ravenstein::calibration
