// SPDX-License-Identifier: Apache-2.0
#include "models/movement/competing_destinations.hpp"

#include <cmath>
#include <vector>

#include "engine/core/row_math.hpp"

namespace ravenstein::models {

double accessibility(std::size_t place, const Deterrence& deterrence, std::span<const double> mass,
                     std::span<const double> cost_from_place) {
  std::vector<double> f(mass.size());
  deterrence_row(deterrence, cost_from_place, f);
  f[place] = 0;
  return dot_row(f, mass);
}

void apply_competition(double exponent, double origin_mass, std::span<const double> accessibility,
                       std::span<const double> deterrence_to_origin, std::span<double> weight) {
  for (std::size_t j = 0; j < weight.size(); ++j) {
    const double others = accessibility[j] - origin_mass * deterrence_to_origin[j];
    if (weight[j] != 0) weight[j] *= others > 0 ? std::pow(others, exponent) : 0;
  }
}

}  // namespace ravenstein::models
