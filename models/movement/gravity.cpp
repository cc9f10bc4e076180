// SPDX-License-Identifier: Apache-2.0
#include "models/movement/gravity.hpp"

#include <cmath>
#include <numbers>
#include <vector>

namespace ravenstein::models {

void gravity_row(const Gravity& gravity, std::span<const double> mass, std::span<const double> cost,
                 std::span<const Covariate> covariates, std::span<double> weight) {
  deterrence_row(gravity.deterrence, cost, weight);
  if (gravity.mass_exponent != 0) {
    std::vector<double> size(mass.size());
    mass_row(mass, gravity.mass_exponent, size);
    for (std::size_t j = 0; j < weight.size(); ++j) weight[j] *= size[j];
  }
  apply_covariates(covariates, weight);
}

double intrazonal_distance_km(double area_km2) {
  return 2.0 / 3 * std::sqrt(area_km2 / std::numbers::pi);
}

}  // namespace ravenstein::models
