// SPDX-License-Identifier: Apache-2.0
#include "engine/move_tally.hpp"

#include <catch2/catch.hpp>

#include "engine/recorder.hpp"

namespace ravenstein {
namespace {

Scenario zones_of_two_countries(std::size_t zones) {
  Scenario scenario;
  scenario.period.days = 1;
  scenario.world.home_country = "A";
  scenario.world.zones.resize(zones);
  for (std::size_t z = 0; z < zones; ++z) scenario.world.zones[z].country = z % 2 == 0 ? "A" : "B";
  return scenario;
}

// Numbers counted by hand from the four moves below. 257 zones: more than get a counter per pair.
TEST_CASE("A tally of moves tells the recorder who moved where, for few and for many zones") {
  const std::size_t zones = GENERATE(4, 256, 257);
  const Scenario scenario = zones_of_two_countries(zones);
  Recorder recorder(scenario, {"displacement"});
  Movers people;
  people.resize(3);
  people.begin_journey(0, 0, 0);         // at home in A, in zone 0
  people.begin_journey(1, 1, 0);         // at home in B
  people.begin_journey(2, kNowhere, 0);  // unknown: of the home country A
  recorder.enter(0, false, 2);
  recorder.enter(0, true, 1);
  MoveTally tally(recorder.countries(), people);
  for (const MoverId mover : {0U, 1U, 2U}) tally.depart(mover, 0);
  tally.arrive(0, 0, 3);
  tally.arrive(1, 0, 3);
  tally.tell(recorder);
  tally.tell(recorder);  // what was told is forgotten
  tally.arrive(2, 0, 2);
  tally.tell(recorder);
  recorder.close(0, std::vector<double>(zones));
  const Projection p = recorder.take(Partition(zones));
  CHECK(p.departures.at(0, 0) == 3);
  CHECK(p.arrivals.at(0, 3) == 2);
  CHECK(p.arrivals.at(0, 2) == 1);
  CHECK(p.refugees.at(0, 3) == 1);  // 0 is abroad in B, 1 is at home there
  CHECK(p.displaced.at(0, 3) == 1);
  CHECK(p.displaced.at(0, 2) == 1);
  CHECK(p.displaced.at(0, 0) + p.refugees.at(0, 0) + p.on_the_way.at(0, 0) == 0);
  REQUIRE(p.flows.size() == 2);
  CHECK((p.flows[0].to == 2 && p.flows[0].persons == 1));
  CHECK((p.flows[1].to == 3 && p.flows[1].persons == 2));
}

}  // namespace
}  // namespace ravenstein
