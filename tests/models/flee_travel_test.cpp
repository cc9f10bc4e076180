// SPDX-License-Identifier: Apache-2.0
// Journeys in worlds small enough to follow by hand. Cases marked [Flee] were run with Flee 3.
#include <catch2/catch.hpp>

#include "tests/models/flee_world.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

namespace {

constexpr auto kTown = ZoneKind::town;
constexpr auto kCamp = ZoneKind::camp;
constexpr auto kHub = ZoneKind::hub;

/// First day on which everybody is in the zone; -1: never.
int arrival_day(const Projection& projection, ZoneIndex zone) {
  for (int day = 0; day < projection.period.days; ++day) {
    if (projection.present(day, zone) == kNewcomers) return day;
  }
  return -1;
}

Scenario road(double km, std::vector<Closure> closures = {}) {
  return flee_world({kTown, kCamp}, {{.a = 0, .b = 1, .distance_km = km}}, std::move(closures));
}

Scenario chain(ZoneKind middle, double first_km, double second_km) {
  return flee_world({kTown, middle, kCamp}, {{.a = 0, .b = 1, .distance_km = first_km},
                                             {.a = 1, .b = 2, .distance_km = second_km}});
}

}  // namespace

TEST_CASE("a link takes until its length is exceeded", "[flee]") {
  CHECK(arrival_day(run_flee(road(199)), 1) == 1);
  CHECK(arrival_day(run_flee(road(200)), 1) == 2);  // [Flee]
  CHECK(arrival_day(run_flee(road(399)), 1) == 2);
  CHECK(arrival_day(run_flee(road(400)), 1) == 3);
  const Projection projection = run_flee(road(400));
  CHECK(projection.on_the_way.at(1, 0) == kNewcomers);
  CHECK(projection.on_the_way.at(2, 0) == kNewcomers);
  CHECK(projection.arrivals.at(3, 1) == kNewcomers);
}

TEST_CASE("the same in Flee's order", "[flee]") {
  CHECK(arrival_day(run_flee(road(199), {}, "flee-3"), 1) == 1);
  CHECK(arrival_day(run_flee(road(200), {}, "flee-3"), 1) == 2);
  CHECK(arrival_day(run_flee(road(601), {}, "flee-3"), 1) == 4);
}

TEST_CASE("a day's travel is shared by its links, or given to each", "[flee]") {
  const Scenario scenario = chain(kHub, 100, 190);
  CHECK(arrival_day(run_flee(scenario), 2) == 2);
  CHECK(arrival_day(run_flee(scenario, {{"multi_hop_speed_bonus", true}}), 2) == 1);  // [Flee]
  CHECK(arrival_day(run_flee(scenario, {}, "flee-3"), 2) == 1);
  CHECK(arrival_day(run_flee(chain(kHub, 100, 99)), 2) == 1);
  CHECK(arrival_day(run_flee(chain(kHub, 100, 100)), 2) == 2);  // must exceed the length
  CHECK(arrival_day(run_flee(chain(kHub, 150, 450)), 2) == 4);  // 600 km take three days and some
  CHECK(arrival_day(run_flee(chain(kHub, 250, 140)), 2) == 2);  // what is left of day 2 is used
}

TEST_CASE("people walk at first, or on some links", "[flee]") {
  CHECK(arrival_day(run_flee(road(60), {{"start_on_foot", true}}), 1) == 2);
  CHECK(arrival_day(run_flee(road(60)), 1) == 1);
  // 34 of 35 km on foot, and 1/35 of a day by car: 5.7 km.
  CHECK(arrival_day(run_flee(chain(kHub, 34, 5), {{"start_on_foot", true}}), 2) == 1);
  CHECK(arrival_day(run_flee(chain(kHub, 34, 6), {{"start_on_foot", true}}), 2) == 2);

  Scenario walked =
      flee_world({kTown, kCamp}, {{.a = 0, .b = 1, .distance_km = 80, .walk_probability = 1}});
  CHECK(arrival_day(run_flee(walked), 1) == 3);
  Scenario slow =
      flee_world({kTown, kCamp}, {{.a = 0, .b = 1, .distance_km = 80, .max_speed_km_per_day = 50}});
  CHECK(arrival_day(run_flee(slow), 1) == 2);
}

TEST_CASE("walking by chance delays as many as it should", "[flee]") {
  const Scenario scenario =
      flee_world({kTown, kCamp}, {{.a = 0, .b = 1, .distance_km = 100, .walk_probability = 0.4}});
  const Projection projection = run_flee(scenario);
  // By car at once; or on foot first (35 km) and by car next; 35 + 35 + car or foot: all on day 3.
  CHECK(projection.present(1, 1) == Approx(600).margin(3 * 15.5));
  CHECK(projection.present(2, 1) == Approx(840).margin(3 * 11.6));
  CHECK(projection.present(3, 1) == kNewcomers);
}

TEST_CASE("who has moved little of late does not stop in a town", "[flee]") {
  const Scenario scenario = chain(kTown, 50, 30);
  const ParameterValues stay{{"default_movechance", 0.0}};
  CHECK(arrival_day(run_flee(scenario, stay), 1) == 1);
  ParameterValues hurry = stay;
  hurry["avoid_short_stints"] = true;
  CHECK(arrival_day(run_flee(scenario, hurry), 2) == 1);
  CHECK(arrival_day(run_flee(scenario, hurry, "flee-3"), 2) == 1);
}

TEST_CASE("days on the road count as travel, days of rest halve it", "[flee]") {
  // 300 km: day 1 moves 200 of 200, so recent = 1/2; day 2 moves 100: (1/2 + 1/2) / 2 = 1/2, which
  // is not below 1/2, so they stop in the town.
  const ParameterValues hurry{{"default_movechance", 0.0}, {"avoid_short_stints", true}};
  CHECK(arrival_day(run_flee(chain(kTown, 300, 30), hurry), 1) == 2);
  CHECK(arrival_day(run_flee(chain(kTown, 300, 30), hurry, "flee-3"), 1) == 2);
  CHECK(arrival_day(run_flee(chain(kTown, 290, 30), hurry), 2) == 2);  // (1/2 + .45) / 2
  CHECK(arrival_day(run_flee(chain(kTown, 290, 30), hurry, "flee-3"), 2) == 2);
}

TEST_CASE("markers are passed and routes of many steps are followed", "[flee]") {
  const Scenario marked =
      flee_world({kTown, ZoneKind::marker, kCamp},
                 {{.a = 0, .b = 1, .distance_km = 30}, {.a = 1, .b = 2, .distance_km = 20}});
  CHECK(arrival_day(run_flee(marked), 2) == 1);
  // Two steps known: half choose the town, the others the camp behind it; nobody leaves the town.
  const ParameterValues aware{
      {"awareness_level", std::int64_t{2}}, {"default_movechance", 0.0}, {"distance_power", 0.0}};
  const Projection projection = run_flee(chain(kTown, 150, 30), aware);
  CHECK(projection.present(1, 1) + projection.present(1, 2) == kNewcomers);
  CHECK(projection.present(1, 2) == Approx(500).margin(3 * 15.8));
  CHECK(projection.present(5, 2) == projection.present(1, 2));
  // Behind a long first leg they go on the next day without asking.
  CHECK(run_flee(chain(kTown, 250, 160), aware).present(3, 2) == Approx(500).margin(3 * 15.8));
}

TEST_CASE("a closed link returns those who are on it", "[flee]") {
  const std::vector<Closure> closed{
      {.kind = ClosureKind::link, .zone_a = 1, .zone_b = 0, .start_day = 2, .end_day = 3}};
  const Projection projection = run_flee(road(450, closed));
  CHECK(projection.on_the_way.at(2, 0) == kNewcomers);
  CHECK(projection.present(3, 0) == kNewcomers);  // though it is open again on day 3
  CHECK(projection.arrivals.at(3, 1) == 0);
  CHECK(projection.on_the_way.at(4, 0) == kNewcomers);  // they try again
  CHECK(arrival_day(run_flee(road(450, closed), {{"link_closures_ignored", true}}), 1) == 3);

  const std::vector<Closure> from_the_start{
      {.kind = ClosureKind::location, .zone_a = 1, .start_day = 0, .end_day = 3}};
  const Projection waiting = run_flee(road(100, from_the_start), {}, "flee-3");
  CHECK(waiting.present(2, 0) == kNewcomers);
  CHECK(arrival_day(waiting, 1) == 3);
}

TEST_CASE("a closed camp is a town", "[flee]") {
  const std::vector<Closure> closed{{.kind = ClosureKind::camp, .zone_a = 1, .start_day = 2}};
  const Projection projection = run_flee(road(100, closed), {{"default_movechance", 1.0}});
  CHECK(projection.present(1, 1) == kNewcomers);
  CHECK(projection.present(2, 1) == 0);  // all leave it
}

TEST_CASE("in Flee's order people see a camp fill up", "[flee]") {
  Scenario scenario =
      flee_world({kTown, kHub, kCamp, kCamp}, {{.a = 0, .b = 1, .distance_km = 10},
                                               {.a = 1, .b = 2, .distance_km = 10},
                                               {.a = 1, .b = 3, .distance_km = 10}});
  scenario.world.zones[2].capacity = 10;
  CHECK(run_flee(scenario, {}, "flee-3").present(1, 2) == 10);
  // Judged on the morning's counts, it overflows.
  CHECK(run_flee(scenario).present(1, 2) == Approx(500).margin(3 * 15.8));
  // Flee's own overshoot: who starts next to the camps decides before anybody arrives.
  Scenario beside = flee_world({kTown, kCamp, kCamp}, {{.a = 0, .b = 1, .distance_km = 10},
                                                       {.a = 0, .b = 2, .distance_km = 10}});
  beside.world.zones[1].capacity = 10;
  beside.world.zones[2].capacity = 10;
  const Projection overshoot = run_flee(beside, {}, "flee-3");
  CHECK(overshoot.present(1, 1) == Approx(500).margin(3 * 15.8));  // [Flee] 99 and 101 of 200
  CHECK(overshoot.present(1, 1) + overshoot.present(1, 2) == kNewcomers);
}

TEST_CASE("journeys do not depend on threads", "[flee]") {
  Scenario scenario =
      flee_world({kTown, kTown, kTown, kCamp}, {{.a = 0, .b = 1, .distance_km = 90},
                                                {.a = 1, .b = 2, .distance_km = 80},
                                                {.a = 0, .b = 2, .distance_km = 170},
                                                {.a = 2, .b = 3, .distance_km = 60}});
  scenario.observations[0].entries[1].persons = 20000;  // several blocks
  const ParameterValues rules{{"avoid_short_stints", true}, {"awareness_level", std::int64_t{2}}};
  const Projection one = run_flee(scenario, rules, "", 1);
  const Projection two = run_flee(scenario, rules, "", 2);
  CHECK(one.totals.moves > 20000);
  CHECK(one.displaced.persons == two.displaced.persons);
  CHECK(one.on_the_way.persons == two.on_the_way.persons);
}
