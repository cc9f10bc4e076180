// SPDX-License-Identifier: Apache-2.0
#include "models/movement/uniform.hpp"

#include <algorithm>
#include <cstddef>

namespace ravenstein::models {

void uniform_row(std::span<double> weight) { std::fill(weight.begin(), weight.end(), 1.0); }

void uniform_selection_row(double origin_mass, double total_mass, std::span<const double> mass,
                           std::span<double> weight) {
  const double others = total_mass - origin_mass;
  for (std::size_t j = 0; j < weight.size(); ++j) weight[j] = others > 0 ? mass[j] / others : 0;
}

}  // namespace ravenstein::models
