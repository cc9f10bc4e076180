// SPDX-License-Identifier: Apache-2.0
// What a reader of needs must know of hosts.
#pragma once

#include <string>

#include "engine/scenario.hpp"

namespace ravenstein::io {

/// In a sentence, where residents are not counted down when they leave; else empty.
inline std::string hosts_note(const Scenario& scenario) {
  const PopulationPlan& plan = scenario.population;
  if (plan.departures != PopulationPlan::Departures::observed || plan.take_from_residents)
    return {};
  return "Needs: residents are not counted down when they leave (population.take_from_residents: "
         "false), so those who fled are also among the hosts of the place they left.";
}

}  // namespace ravenstein::io
