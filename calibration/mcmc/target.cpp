// SPDX-License-Identifier: Apache-2.0
#include "calibration/mcmc/target.hpp"

#include <cmath>
#include <limits>

namespace ravenstein::calibration {

double log_likelihood_of(const Outcome& outcome) {
  const bool known =
      outcome.failure.empty() && !outcome.values.empty() && !std::isnan(outcome.values[0]);
  return known ? outcome.values[0] : -std::numeric_limits<double>::infinity();
}

}  // namespace ravenstein::calibration
