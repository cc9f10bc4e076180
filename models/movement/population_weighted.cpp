// SPDX-License-Identifier: Apache-2.0
#include "models/movement/population_weighted.hpp"

#include <algorithm>
#include <cstddef>

namespace ravenstein::models {

void population_weighted_row(double origin_mass, double total_mass, std::span<const double> mass,
                             std::span<const double> s_from_destination, std::span<double> weight) {
  for (std::size_t j = 0; j < weight.size(); ++j) {
    const double around = s_from_destination[j] + origin_mass + mass[j];
    weight[j] = mass[j] > 0 ? mass[j] * std::max(0.0, 1 / around - 1 / total_mass) : 0;
  }
}

}  // namespace ravenstein::models
