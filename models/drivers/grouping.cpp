// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/grouping.hpp"

#include <cmath>

namespace ravenstein::models {

MonthlySeries group_sum(const MonthlySeries& x, std::span<const std::size_t> group,
                        std::size_t groups) {
  MonthlySeries sum(x.first_month, x.months, groups, 0.0);
  for (int month = x.first_month; month < x.end_month(); ++month) {
    for (std::size_t zone = 0; zone < x.zones; ++zone) {
      const double value = x.at(month, zone);
      if (!std::isnan(value)) sum.at(month, group[zone]) += value;
    }
  }
  return sum;
}

MonthlySeries group_mean(const MonthlySeries& x, std::span<const std::size_t> group,
                         std::size_t groups, std::span<const double> weight) {
  MonthlySeries mean(x.first_month, x.months, groups);
  std::vector<double> sum(groups), weights(groups);
  for (int month = x.first_month; month < x.end_month(); ++month) {
    sum.assign(groups, 0);
    weights.assign(groups, 0);
    for (std::size_t zone = 0; zone < x.zones; ++zone) {
      const double value = x.at(month, zone);
      if (std::isnan(value)) continue;
      sum[group[zone]] += weight[zone] * value;
      weights[group[zone]] += weight[zone];
    }
    for (std::size_t g = 0; g < groups; ++g) {
      if (weights[g] > 0) mean.at(month, g) = sum[g] / weights[g];
    }
  }
  return mean;
}

}  // namespace ravenstein::models
