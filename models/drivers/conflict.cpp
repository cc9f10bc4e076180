// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/conflict.hpp"

#include "models/drivers/memory.hpp"

namespace ravenstein::models {

MonthlySeries log_incidents(const MonthlySeries& incidents) { return log1p_of(incidents); }

MonthlySeries fatality_surge(const MonthlySeries& fatalities, double half_life_months) {
  MonthlySeries surge = log1p_of(fatalities);
  const MonthlySeries before = log1p_of(lagged(ewma(fatalities, half_life_months), 1));
  for (std::size_t i = 0; i < surge.value.size(); ++i) surge.value[i] -= before.value[i];
  return surge;
}

}  // namespace ravenstein::models
