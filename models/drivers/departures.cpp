// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/departures.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein::models {
namespace {

double chance_of_episode(double logit) { return 1 / (1 + std::exp(-logit)); }

double by_rate(double rate, double at_risk, double most_share) {
  return std::min(-std::expm1(-rate), most_share) * at_risk;
}

}  // namespace

double persons_leaving(CauseForm form, const Predictor& predictor, const Shock& shock,
                       double at_risk, double most_share) {
  const double sd = predictor.size_sd;
  switch (form) {
    case CauseForm::off:
      return 0;
    case CauseForm::episodes: {
      const double chance = chance_of_episode(predictor.occurrence);
      if (normal_probability(shock.occurrence) <= 1 - chance) return 0;
      return std::min(std::exp(predictor.log_size + sd * shock.severity), most_share * at_risk);
    }
    case CauseForm::log_linear:
      return by_rate(std::exp(predictor.log_rate + sd * shock.severity - 0.5 * sd * sd), at_risk,
                     most_share);
    case CauseForm::additive:
      return std::clamp(predictor.log_rate, 0.0, most_share) * at_risk;
  }
  return 0;
}

double expected_leaving(CauseForm form, const Predictor& predictor, double at_risk,
                        double most_share) {
  if (form != CauseForm::episodes) {
    return persons_leaving(form, {predictor.occurrence, predictor.log_size, 0, predictor.log_rate},
                           {}, at_risk, most_share);
  }
  // E min(X, c) of a lognormal X, with sd -> 0 as its limit.
  const double cap = most_share * at_risk;
  if (!(cap > 0)) return 0;
  const double sd = predictor.size_sd;
  const double mean_size = [&] {
    if (sd == 0) return std::min(std::exp(predictor.log_size), cap);
    const double at = (std::log(cap) - predictor.log_size) / sd;
    return std::exp(predictor.log_size + 0.5 * sd * sd) * normal_probability(at - sd) +
           cap * normal_probability(-at);
  }();
  return chance_of_episode(predictor.occurrence) * mean_size;
}

double hazard_per_day(double persons, double at_risk, int days_in_month) {
  if (!(persons > 0) || !(at_risk > 0)) return 0;
  return -std::log1p(-std::min(persons / at_risk, 1 - 1e-12)) / days_in_month;
}

}  // namespace ravenstein::models
