// SPDX-License-Identifier: Apache-2.0
// What a place remembers of past months: exponentially weighted means.
#pragma once

#include "engine/world/monthly.hpp"

namespace ravenstein::models {

/// g = 0.5^(1 / half-life), the weight of a month relative to the next; 0 for a half-life of 0.
double decay_per_month(double half_life_months);

/// A weighted mean that can be carried from month to month: sum_k g^k x_{t-k} / sum_k g^k.
struct DecayedMean {
  double weighted_sum = 0;
  double weights = 0;

  void add(double x, double decay) {
    weighted_sum = decay * weighted_sum + x;
    weights = decay * weights + 1;
  }
  /// 0 before anything was added.
  double mean() const { return weights > 0 ? weighted_sum / weights : 0; }
};

/// DecayedMean of each zone up to and with each month, from its first month that is not missing;
/// missing months later on leave it as it is. Same unit as x. NaN before the first.
MonthlySeries ewma(const MonthlySeries& x, double half_life_months);

/// x of `months` before; NaN where that lies before the first month.
MonthlySeries lagged(const MonthlySeries& x, int months);

/// ln(1 + x)
MonthlySeries log1p_of(const MonthlySeries& x);

/// What displacement y [persons/month] left in memory when a month begins: the mean of logs (not
/// the log of the mean, which does worse) ewma(ln(1 + y))_{t-1}. `g1`: half-life 1 month; `g0`: 0.
/// Source: Ravenstein's selection on the PRMN register of Somalia, docs/data.md.
MonthlySeries displacement_memory(const MonthlySeries& displaced, double half_life_months);

}  // namespace ravenstein::models
