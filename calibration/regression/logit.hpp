// SPDX-License-Identifier: Apache-2.0
// Whether something happens: P(y = 1) = 1 / (1 + exp(-(offset + x c))).
#pragma once

#include "calibration/regression/fit.hpp"

namespace ravenstein::calibration {

/// Maximum (penalised) likelihood; y is 0 or 1 (std::invalid_argument otherwise).
Fit fit_logit(const Regression& data, const Penalty& penalty = {});

/// 1 / (1 + exp(-eta))
double logistic(double eta);

}  // namespace ravenstein::calibration
