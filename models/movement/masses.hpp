// SPDX-License-Identifier: Apache-2.0
// What makes places send and attract: masses (population, jobs, GDP) to a power, and further
// covariates as exponents of e (adjacency 0/1, common language, ln of the diaspora, ...).
#pragma once

#include <span>
#include <vector>

namespace ravenstein::models {

/// A covariate with its coefficient: multiplies weights by e^(coefficient x).
struct Covariate {
  std::span<const double> value;  ///< one row
  double coefficient = 0;
};

/// m^exponent; 0 where the mass is 0, also for exponents <= 0: nobody goes to a place that has
/// nothing.
void mass_row(std::span<const double> mass, double exponent, std::span<double> weight);

/// weight *= e^(sum of coefficient x)
void apply_covariates(std::span<const Covariate> covariates, std::span<double> weight);

}  // namespace ravenstein::models
