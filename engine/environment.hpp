// SPDX-License-Identifier: Apache-2.0
// How the world stands on a day: drivers, closures. Moves forward only.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Environment {
 public:
  explicit Environment(const Scenario& scenario);
  /// The view of a day (not before the last one asked for). The spans of people are the caller's.
  DayView on(int day, std::span<const double> present, std::span<const double> residents);

 private:
  const Scenario& scenario_;
  std::vector<ConditionCursor> cursors_;
  std::vector<Condition> conditions_;
};

}  // namespace ravenstein
