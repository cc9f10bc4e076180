// SPDX-License-Identifier: Apache-2.0
// Which resolution suits a scenario that leaves it open.
#pragma once

#include <string>

#include "engine/scenario.hpp"

namespace ravenstein {

/// More residents who may leave by hazard than this are counted by cohorts: agents would need about
/// 45 bytes each and a draw per decision, cohorts neither.
inline constexpr double kManyPeople = 5e6;

struct ResolutionChoice {
  Resolution resolution = Resolution::agents;
  std::string reason;  ///< as a reader of the result is told
};

/// `single_people`: the behaviour has rules that move people one by one (Behaviour::journey_rules).
/// Never `flows`: expected numbers hide how much chance there is, so who wants them says so.
ResolutionChoice choose_resolution(const Scenario& scenario, bool single_people, int members = 1);

/// `agents`, `flows`, `cohorts`: as in scenarios.
const char* name_of(Resolution resolution);

}  // namespace ravenstein
