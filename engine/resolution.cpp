// SPDX-License-Identifier: Apache-2.0
#include "engine/resolution.hpp"

#include <fmt/format.h>

namespace ravenstein {

ResolutionChoice choose_resolution(const Scenario& scenario, bool single_people, int members) {
  const bool by_hazard = scenario.population.departures == PopulationPlan::Departures::hazard;
  double residents = 0;
  for (const Zone& zone : scenario.world.zones) residents += static_cast<double>(zone.population);
  residents /= static_cast<double>(scenario.population.hasten);
  const std::string people = fmt::format("{:.3g} million people", residents / 1e6);
  if (single_people) return {Resolution::agents, "the behaviour moves people one by one"};
  if (!scenario.attributes.empty()) {
    return {Resolution::agents,
            fmt::format("people have attributes of their own ({})", scenario.attributes[0].name)};
  }
  if (by_hazard && members > 1) {
    return {Resolution::cohorts,
            fmt::format("an ensemble of {} members, {} leave by hazard", members, people)};
  }
  if (by_hazard && residents > kManyPeople) {
    return {Resolution::cohorts, fmt::format("{} may leave by hazard, more than {:g} million",
                                             people, kManyPeople / 1e6)};
  }
  if (by_hazard) {
    return {Resolution::agents, fmt::format("{} who may leave are few enough to follow", people)};
  }
  return {Resolution::agents, "departures are observed: those who move are few enough to follow"};
}

const char* name_of(Resolution resolution) {
  switch (resolution) {
    case Resolution::flows:
      return "flows";
    case Resolution::agents:
      return "agents";
    case Resolution::cohorts:
      return "cohorts";
  }
  return "";
}

}  // namespace ravenstein
