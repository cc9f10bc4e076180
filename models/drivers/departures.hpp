// SPDX-License-Identifier: Apache-2.0
// How many people leave a zone in a month because of one cause, given its terms and its shock.
#pragma once

#include <cstdint>

#include "engine/random/shocks.hpp"

namespace ravenstein::models {

enum class CauseForm : std::uint8_t { off, episodes, log_linear, additive };

/// What the terms add up to, intercepts included.
struct Predictor {
  double occurrence = 0;  ///< logit of the chance of an episode
  double log_size = 0;    ///< ln persons/month
  double size_sd = 0;
  double log_rate = 0;  ///< log_linear: ln of the monthly rate; additive: the rate itself
};

/// Persons who leave in the month out of `at_risk`, at most `most_share` of them.
///   episodes:   an episode happens if Phi(occurrence shock) > 1 - logit^-1(occurrence); its size
///               is exp(log_size + sd severity)
///   log_linear: at_risk (1 - exp(-exp(log_rate + sd severity - sd^2/2)))
///   additive:   at_risk times the rate, within 0..1
double persons_leaving(CauseForm form, const Predictor& predictor, const Shock& shock,
                       double at_risk, double most_share);

/// The mean of it over shocks (`episodes`: of the capped lognormal; `log_linear`: at its mean
/// rate).
double expected_leaving(CauseForm form, const Predictor& predictor, double at_risk,
                        double most_share);

/// The hazard per day at which `persons` of `at_risk` are expected to leave in the month.
double hazard_per_day(double persons, double at_risk, int days_in_month);

}  // namespace ravenstein::models
