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

// Numbers counted by hand from the four moves below. 257 zones of two countries: more than get a
// counter per pair.
TEST_CASE("A tally of moves tells the recorder who moved where, for few and for many zones") {
  const std::size_t zones = GENERATE(4, 256, 257);
  const Scenario scenario = zones_of_two_countries(zones);
  Recorder recorder(scenario, {"displacement"});
  recorder.enter(0, false, 2);
  recorder.enter(0, true, 1);
  MoveTally tally(recorder.countries());
  const std::uint32_t a = tally.row_of(0);  // at home in A, in zone 0
  const std::uint32_t b = tally.row_of(1);
  const std::uint32_t unknown = tally.row_of(kNowhere);  // of the home country A
  for (const std::uint16_t country : {a, b, unknown}) tally.depart(country, 0);
  tally.arrive(a, 0, 3);
  tally.arrive(b, 0, 3);
  tally.tell(recorder);
  tally.tell(recorder);  // what was told is forgotten
  tally.arrive(unknown, 0, 2);
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
