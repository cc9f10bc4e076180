// SPDX-License-Identifier: Apache-2.0
#include "engine/resolution.hpp"

#include <catch2/catch.hpp>

using namespace ravenstein;

namespace {

Scenario scenario_of(std::int64_t residents) {
  Scenario scenario;
  scenario.population.departures = PopulationPlan::Departures::hazard;
  scenario.world.zones.resize(2);
  scenario.world.zones[0].population = residents - 1;
  scenario.world.zones[1].population = 1;
  return scenario;
}

}  // namespace

TEST_CASE(
    "resolution: rules for single people and attributes need agents, however many there are") {
  Scenario scenario = scenario_of(100'000'000);
  CHECK(choose_resolution(scenario, true, 50).resolution == Resolution::agents);
  CHECK(choose_resolution(scenario, true).reason == "the behaviour moves people one by one");
  scenario.attributes = {{"age", {}}};
  CHECK(choose_resolution(scenario, false).resolution == Resolution::agents);
  CHECK(choose_resolution(scenario, false).reason == "people have attributes of their own (age)");
}

TEST_CASE("resolution: many who may leave, or many runs, are counted by cohorts") {
  const Scenario country = scenario_of(12'300'000);
  CHECK(choose_resolution(country, false).resolution == Resolution::cohorts);
  CHECK(choose_resolution(country, false).reason ==
        "12.3 million people may leave by hazard, more than 5 million");
  const Scenario district = scenario_of(300'000);
  CHECK(choose_resolution(district, false).resolution == Resolution::agents);
  CHECK(choose_resolution(district, false).reason ==
        "0.3 million people who may leave are few enough to follow");
  CHECK(choose_resolution(district, false, 100).resolution == Resolution::cohorts);
  CHECK(choose_resolution(district, false, 100).reason ==
        "an ensemble of 100 members, 0.3 million people leave by hazard");
}

TEST_CASE("resolution: people who stand for many are so many fewer") {
  Scenario scenario = scenario_of(50'000'000);
  scenario.population.hasten = 10;  // 5 million: not more than the limit
  CHECK(choose_resolution(scenario, false).resolution == Resolution::agents);
  scenario.population.hasten = 9;
  CHECK(choose_resolution(scenario, false).resolution == Resolution::cohorts);
}

TEST_CASE("resolution: observed departures are followed one by one") {
  Scenario scenario = scenario_of(50'000'000);
  scenario.population.departures = PopulationPlan::Departures::observed;
  CHECK(choose_resolution(scenario, false, 9).resolution == Resolution::agents);
}
