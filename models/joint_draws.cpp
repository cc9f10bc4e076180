// SPDX-License-Identifier: Apache-2.0
#include "models/joint_draws.hpp"

#include <numeric>

#include "engine/random/distribution.hpp"

namespace ravenstein::models {

std::vector<double> JointDraws::of_member(const DrawKey& key) const {
  const double all = std::accumulate(weight.begin(), weight.end(), 0.0);
  const double share = draw_parameter(Distribution::uniform(0, 1), key, "ensemble.posterior");
  std::size_t row = 0;
  for (double sum = weight[0]; sum < share * all && row + 1 < rows();) sum += weight[++row];
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(row * names.size());
  return {first, first + static_cast<std::ptrdiff_t>(names.size())};
}

}  // namespace ravenstein::models
