// SPDX-License-Identifier: Apache-2.0
// A counterfactual: places have more room (or less) for some time, or more every month.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/scenario.hpp"

namespace ravenstein {

/// On days first_day <= t < end_day the capacity of the zones is `capacity` (or what it is anyway)
/// plus `per_month` for every 365.25 / 12 days since first_day. What was built stays: growth ends
/// with the change, its result does not; a `capacity` alone ends with it.
struct CapacityChange {
  std::vector<ZoneIndex> zones{};
  std::optional<std::int64_t> capacity{};
  double per_month = 0;
  int first_day = 0;
  int end_day = 0;
};

/// The name of the condition that holds capacities over time [persons; 0: unlimited]. Scenarios
/// have it only where capacities change; else those of the zones count.
inline constexpr const char* kCapacityCondition = "capacity";

void change_capacity(Scenario& scenario, const CapacityChange& change);

}  // namespace ravenstein
