// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/memory.hpp"

#include <cmath>

namespace ravenstein::models {

double decay_per_month(double half_life_months) {
  return half_life_months > 0 ? std::pow(0.5, 1 / half_life_months) : 0;
}

MonthlySeries ewma(const MonthlySeries& x, double half_life_months) {
  const double decay = decay_per_month(half_life_months);
  MonthlySeries result(x.first_month, x.months, x.zones);
  for (std::size_t zone = 0; zone < x.zones; ++zone) {
    DecayedMean memory;
    for (int month = x.first_month; month < x.end_month(); ++month) {
      const double now = x.at(month, zone);
      if (!std::isnan(now)) memory.add(now, decay);
      if (memory.weights > 0) result.at(month, zone) = memory.mean();
    }
  }
  return result;
}

MonthlySeries lagged(const MonthlySeries& x, int months) {
  MonthlySeries result(x.first_month, x.months, x.zones);
  for (int month = x.first_month; month < x.end_month(); ++month) {
    for (std::size_t zone = 0; zone < x.zones; ++zone) {
      result.at(month, zone) = x.at(month - months, zone);
    }
  }
  return result;
}

MonthlySeries log1p_of(const MonthlySeries& x) {
  MonthlySeries result = x;
  for (double& value : result.value) value = std::log1p(value);
  return result;
}

MonthlySeries displacement_memory(const MonthlySeries& displaced, double half_life_months) {
  return lagged(ewma(log1p_of(displaced), half_life_months), 1);
}

}  // namespace ravenstein::models
