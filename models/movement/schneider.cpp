// SPDX-License-Identifier: Apache-2.0
#include "models/movement/schneider.hpp"

#include <cmath>
#include <cstddef>

#include "engine/core/row_math.hpp"

namespace ravenstein::models {

void schneider_row(double taken, std::span<const double> mass, std::span<const double> s,
                   std::span<double> weight) {
  for (std::size_t j = 0; j < weight.size(); ++j) weight[j] = -taken * s[j];
  exp_row(weight, weight);
  // expm1 keeps the digits of masses that are small beside 1 / L.
  for (std::size_t j = 0; j < weight.size(); ++j) weight[j] *= -std::expm1(-taken * mass[j]);
}

}  // namespace ravenstein::models
