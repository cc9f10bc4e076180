// SPDX-License-Identifier: Apache-2.0
#include "models/movement/radiation.hpp"

#include <cmath>
#include <cstddef>

#include "engine/core/row_math.hpp"

namespace ravenstein::models {

void radiation_row(double origin_mass, std::span<const double> mass, std::span<const double> s,
                   std::span<double> weight) {
  for (std::size_t j = 0; j < weight.size(); ++j) {
    const double near = origin_mass + s[j];
    weight[j] = near > 0 ? origin_mass * mass[j] / (near * (near + mass[j])) : 0;
  }
}

void finite_radiation_row(double origin_mass, double total_mass, std::span<const double> mass,
                          std::span<const double> s, std::span<double> weight) {
  radiation_row(origin_mass, mass, s, weight);
  if (origin_mass < total_mass) scale_row(1 / (1 - origin_mass / total_mass), weight);
}

void extended_radiation_row(double origin_mass, double exponent, std::span<const double> mass,
                            std::span<const double> s, std::span<double> weight) {
  // log_row gives ln 0 = -infinity, whose power is 0 as it should be.
  const std::size_t n = weight.size();
  const double own = std::pow(origin_mass, exponent) + 1;
  for (std::size_t j = 0; j < n; ++j) weight[j] = origin_mass + s[j];
  log_row(weight, weight);
  scale_row(exponent, weight);
  exp_row(weight, weight);
  for (std::size_t j = 0; j < n; ++j) {
    const double near = weight[j];
    const double far = std::pow(origin_mass + s[j] + mass[j], exponent);
    weight[j] = (far - near) * own / ((near + 1) * (far + 1));
  }
}

void normalise_row(std::span<double> weight) {
  const double sum = sum_row(weight);
  if (sum > 0) scale_row(1 / sum, weight);
}

}  // namespace ravenstein::models
