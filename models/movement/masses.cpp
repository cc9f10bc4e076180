// SPDX-License-Identifier: Apache-2.0
#include "models/movement/masses.hpp"

#include "engine/core/row_math.hpp"

namespace ravenstein::models {

void mass_row(std::span<const double> mass, double exponent, std::span<double> weight) {
  if (exponent == 1) {
    for (std::size_t j = 0; j < mass.size(); ++j) weight[j] = mass[j];
    return;
  }
  log_row(mass, weight);
  scale_row(exponent, weight);
  exp_row(weight, weight);
  for (std::size_t j = 0; j < mass.size(); ++j) {
    if (!(mass[j] > 0)) weight[j] = 0;
  }
}

void apply_covariates(std::span<const Covariate> covariates, std::span<double> weight) {
  if (covariates.empty()) return;
  std::vector<double> log_factor(weight.size(), 0.0);
  for (const Covariate& x : covariates) add_scaled_row(x.coefficient, x.value, log_factor);
  exp_row(log_factor, log_factor);
  for (std::size_t j = 0; j < weight.size(); ++j) {
    if (weight[j] != 0) weight[j] *= log_factor[j];
  }
}

}  // namespace ravenstein::models
