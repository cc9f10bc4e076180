// SPDX-License-Identifier: Apache-2.0
// The likelihood of one flow given its mean: Poisson, left-censored Poisson and negative binomial
// (NB2). Derivatives are with respect to eta = ln mu.
#pragma once

#include <cstdint>

namespace ravenstein::calibration {

struct CellLikelihood {
  double score = 0;      ///< d ln L / d eta
  double weight = 0;     ///< information: -d2 ln L / d eta2, its expectation for NB2
  double objective = 0;  ///< ln L without terms that do not depend on mu
};

/// Poisson: score y - mu, weight mu.
CellLikelihood poisson_cell(double flow, double mu);

/// P(Y <= most) with Y Poisson: score -mu q, q = p(most) / P(Y <= most),
/// weight mu q (1 + most - mu + mu q).
CellLikelihood censored_poisson_cell(double most, double mu);

/// NB2 with variance mu + alpha mu^2: score (y - mu) / (1 + alpha mu), weight mu / (1 + alpha mu).
CellLikelihood negative_binomial_cell(double flow, double mu, double alpha);

/// ln of the probability of a flow, all terms (gamma functions where the flow is fractional).
double log_poisson(double flow, double mu);
double log_censored_poisson(double most, double mu);
double log_negative_binomial(double flow, double mu, double alpha);

/// Twice the distance in ln L to a model that fits the flow exactly.
double poisson_deviance(double flow, double mu);
double negative_binomial_deviance(double flow, double mu, double alpha);

/// ln of the gamma function at x + 1, x >= 0; safe in several threads.
double log_factorial(double x);

}  // namespace ravenstein::calibration
