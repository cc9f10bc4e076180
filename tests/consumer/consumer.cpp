// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "calibration/scores/of_scenario.hpp"
#include "engine/simulation.hpp"
#include "io/yaml/scenario_file.hpp"
#include "models/registry.hpp"

int main(int, char** argv) {
  const auto file = ravenstein::io::read_scenario_file(argv[1]);
  const auto behaviour = ravenstein::models::make_behaviour(file.scenario);
  const auto projection = ravenstein::simulate(file.scenario, *behaviour, {.seed = 7});
  const auto camps = ravenstein::calibration::camp_observations(file.scenario);
  std::cout << projection.totals.people_at_end << " people are away from home, "
            << camps.codes.size() << " camps were observed\n";
}
