// SPDX-License-Identifier: Apache-2.0
// How the world stands on a day: drivers, closures. Moves forward only.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Environment {
 public:
  /// `causes`: of the behaviour, for scenarios that change hazards.
  explicit Environment(const Scenario& scenario, std::vector<std::string> causes = {});
  /// The view of a step (not before the last one asked for), without the people in it.
  DayView on(int step);

 private:
  const Scenario& scenario_;
  std::vector<ConditionCursor> cursors_;
  std::vector<Condition> conditions_;
  std::vector<std::string> causes_;
  std::vector<double> hazard_scale_;
};

}  // namespace ravenstein
