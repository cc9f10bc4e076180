// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "engine/environment.hpp"
#include "models/movement/flee/model.hpp"
#include "tests/models/flee_world.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

namespace {

void begin_first_day(Flee& flee, const Scenario& scenario, const std::vector<double>& people = {}) {
  Environment environment(scenario);
  std::vector<double> present = people;
  present.resize(scenario.world.size());
  std::vector<double> residents(scenario.world.size());
  DayView today = environment.on(0);
  today.present = present;
  today.residents = residents;
  flee.begin_day(today);
  flee.leave_probability(today, residents);
}

/// Weights of the routes from the first zone on day 0, in their order.
std::vector<double> weights(const Scenario& scenario, FleeParameters parameters,
                            const std::vector<double>& people = {}, ZoneIndex home = kNowhere) {
  parameters.conflict_weight = 0.5;
  Flee flee(parameters, scenario);
  begin_first_day(flee, scenario, people);
  return flee.tables().weights(0, 0, home);
}

/// A-B 100, B-C 60 (a camp), A-marker 30, marker-D 20.
Scenario example() {
  return flee_world(
      {ZoneKind::town, ZoneKind::town, ZoneKind::camp, ZoneKind::marker, ZoneKind::town},
      {{.a = 0, .b = 1, .distance_km = 100},
       {.a = 1, .b = 2, .distance_km = 60},
       {.a = 0, .b = 3, .distance_km = 30},
       {.a = 3, .b = 4, .distance_km = 20}});
}

Scenario two_camps() {
  return flee_world({ZoneKind::town, ZoneKind::camp, ZoneKind::camp},
                    {{.a = 0, .b = 1, .distance_km = 90}, {.a = 0, .b = 2, .distance_km = 190}});
}

}  // namespace

TEST_CASE("route weights of the worked example", "[flee]") {
  FleeParameters parameters;
  parameters.awareness_level = 2;
  const std::vector<double> found = weights(example(), parameters);
  REQUIRE(found.size() == 3);  // Flee 3 gives .00909, .00588, .01667
  CHECK(found[0] == Approx(1.0 / 110));
  CHECK(found[1] == Approx(1.0 / 170));
  CHECK(found[2] == Approx(1.0 / 60));

  parameters.awareness_level = 1;
  CHECK(weights(example(), parameters).size() == 2);
  parameters.awareness_level = 0;  // any neighbouring place, all alike
  CHECK(weights(example(), parameters) == std::vector<double>{1, 1});
}

TEST_CASE("powers, softening and pruning shape weights", "[flee]") {
  FleeParameters p;
  p.camp_weight = 3;
  CHECK_THAT(weights(two_camps(), p),
             Catch::Matchers::Approx(std::vector<double>{3.0 / 100, 3.0 / 200}));
  p.weight_softening = 1;
  p.distance_power = 2;
  p.weight_power = 0.5;
  p.softening_km = 110;
  CHECK_THAT(weights(two_camps(), p),
             Catch::Matchers::Approx(std::vector<double>{2.0 / 200, 2.0 / 300}));
  p.pruning_threshold = 1.4;  // 2/300 < 2/200/1.4
  CHECK_THAT(weights(two_camps(), p), Catch::Matchers::Approx(std::vector<double>{2.0 / 200, 0}));
}

TEST_CASE("full places are not chosen, unless all are full", "[flee]") {
  Scenario scenario = two_camps();
  scenario.world.zones[1].capacity = 80;
  FleeParameters p;
  p.capacity_scaling = 1.25;
  CHECK(weights(scenario, p, {0, 97, 0})[0] == Approx(0.3 / 100));
  CHECK(weights(scenario, p, {0, 100, 0})[0] == 0);
  scenario.world.zones[2].capacity = 80;
  CHECK(weights(scenario, p, {0, 100, 100}) == std::vector<double>{1, 1});
}

TEST_CASE("day 0 may be charged twice", "[flee]") {
  Scenario scenario = two_camps();
  scenario.world.zones[2].capacity = 100;
  scenario.observations = {{2, {{0, 60}}}};
  FleeParameters p;
  CHECK(weights(scenario, p, {0, 0, 60})[1] == Approx(1.0 / 200));
  p.day0_capacity_charged_twice = true;  // 60 people in a camp for 40
  CHECK(weights(scenario, p, {0, 0, 60})[1] == 0);
  scenario.observations = {{2, {{0, 100}}}};  // nothing is left, which Flee takes for unlimited
  CHECK(weights(scenario, p, {0, 0, 100})[1] == Approx(1.0 / 200));
}

TEST_CASE("capacity grows by what is built each day, and is divided by hasten", "[flee]") {
  Scenario scenario = two_camps();
  scenario.world.zones[1].capacity = 90;
  scenario.world.zones[1].attributes["capacity_per_day"] = 10;
  CHECK(weights(scenario, {}, {0, 90, 0})[0] == Approx(1.0 / 100));  // 100 on day 0
  scenario.population.hasten = 10;
  CHECK(weights(scenario, {}, {0, 9, 0})[0] == Approx(1.0 / 100));
  CHECK(weights(scenario, {}, {0, 10, 0})[0] == 0);
}

TEST_CASE("people stay close to home, or to where they are", "[flee]") {
  Scenario scenario = two_camps();
  const double latitude[] = {0, 1, 3};
  for (std::size_t z = 0; z < 3; ++z) {
    scenario.world.zones[z].latitude_deg = latitude[z];
    scenario.world.zones[z].longitude_deg = 60;
  }
  const double degree_km = 6371 * 3.14159265358979 / 180;
  FleeParameters p;
  p.stay_close_to_home = true;
  p.home_distance_power = 1;
  const auto from_c = weights(scenario, p, {}, 2);  // C is at home, B two degrees from it
  CHECK(from_c[0] == Approx(1 / (2 * degree_km) / 100));
  CHECK(from_c[1] == Approx(1.0 / 200));
  p.home_is_current_location = true;
  CHECK(weights(scenario, p, {}, 2)[1] == Approx(1 / (3 * degree_km) / 200));
  p.latitude_longitude_swapped = true;  // along a parallel at 60 degrees: half as far
  CHECK(weights(scenario, p, {}, 2)[1] == Approx(1 / (1.5 * degree_km) / 200).epsilon(1e-3));
}

TEST_CASE("large towns attract more, if told so", "[flee]") {
  Scenario scenario =
      flee_world({ZoneKind::town, ZoneKind::town, ZoneKind::camp},
                 {{.a = 0, .b = 1, .distance_km = 90}, {.a = 0, .b = 2, .distance_km = 90}});
  FleeParameters p;
  p.use_pop_for_loc_weight = true;
  p.pop_power_for_loc_weight = 0.5;
  scenario.world.zones[1].population = 10000;
  CHECK_THAT(weights(scenario, p), Catch::Matchers::Approx(std::vector<double>{1.0, 0.01}));
}

TEST_CASE("a forced link is the only way, or counts twice", "[flee]") {
  Scenario scenario = flee_world(
      {ZoneKind::town, ZoneKind::camp, ZoneKind::camp},
      {{.a = 1, .b = 0, .distance_km = 90, .forced_from = 0}, {.a = 0, .b = 2, .distance_km = 90}});
  CHECK_THAT(weights(scenario, {}), Catch::Matchers::Approx(std::vector<double>{0.01}));
  FleeParameters p;
  p.forced_redirection_inert = true;
  CHECK_THAT(weights(scenario, p), Catch::Matchers::Approx(std::vector<double>{0.01, 0.01, 0.01}));
  // Forced the other way round, it stands there once.
  std::vector<Link> links = scenario.world.network.links();
  links[0].forced_from = 1;
  scenario.world.network = Network(scenario.world.zones, links, {}, 6);
  CHECK(weights(scenario, p).size() == 2);
  CHECK(weights(scenario, {}).size() == 2);
}

// Expected: the first route whose running sum of weights is above word x 2^-32 x their sum; of
// every share the words at both ends, and some in between.
TEST_CASE("a random word stands for the route in whose share it lies", "[flee]") {
  const int routes = GENERATE(1, 2, 7, 8, 9, 20);
  std::vector<Link> links;
  for (int r = 1; r <= routes; ++r) {
    links.push_back({.a = 0, .b = static_cast<ZoneIndex>(r), .distance_km = 500.0 - 23 * r});
  }
  const Scenario scenario = flee_world(
      std::vector<ZoneKind>(static_cast<std::size_t>(routes) + 1, ZoneKind::town), links);
  FleeParameters p;
  p.pruning_threshold = GENERATE(1.0, 1.3);  // 1.3: the first routes are too long for anybody
  Flee flee(p, scenario);
  begin_first_day(flee, scenario);
  std::vector<double> sums = flee.tables().weights(0, 0, kNowhere);
  std::partial_sum(sums.begin(), sums.end(), sums.begin());
  std::vector<std::uint32_t> words{0, 1, 0xffffffffU, 0xfffffffeU};
  for (const double sum : sums) {
    const auto end = static_cast<std::int64_t>(sum / sums.back() * 0x1p32);
    for (std::int64_t w = end - 3; w <= end + 3; ++w) {
      if (w >= 0 && w <= 0xffffffff) words.push_back(static_cast<std::uint32_t>(w));
    }
    words.push_back(static_cast<std::uint32_t>(end / 2 + 12345));
  }
  const RouteTables::Row row = flee.tables().row(0, 0);
  for (const std::uint32_t word : words) {
    const auto expected =
        std::upper_bound(sums.begin(), sums.end() - 1, word * 0x1p-32 * sums.back());
    CHECK(RouteTables::draw(row, word) - flee.routes().first(0) ==
          static_cast<std::uint32_t>(expected - sums.begin()));
  }
}

// The routes of B lead through a marker whose other links close on day 2, the first of them never
// taken (pruned); people come to B till the end.
TEST_CASE("who comes to a place that has lost its routes stays", "[flee]") {
  std::vector<Closure> closures(2);
  for (std::size_t c = 0; c < 2; ++c) {
    closures[c].kind = ClosureKind::link;
    closures[c].zone_a = 2;
    closures[c].zone_b = static_cast<ZoneIndex>(3 + c);
    closures[c].start_day = 2;
  }
  const Scenario scenario =
      flee_world({ZoneKind::town, ZoneKind::town, ZoneKind::marker, ZoneKind::town, ZoneKind::camp},
                 {{.a = 0, .b = 1, .distance_km = 100},
                  {.a = 1, .b = 2, .distance_km = 10, .forced_from = 1},
                  {.a = 2, .b = 3, .distance_km = 900},
                  {.a = 2, .b = 4, .distance_km = 100}},
                 closures, 12);
  const Projection p = run_flee(
      scenario,
      {{"pruning_threshold", 1.3}, {"default_movechance", 1.0}, {"conflict_movechance", 1.0}});
  CHECK(p.refugees.at(11, 1) + p.displaced.at(11, 1) > 0);
}

// (10^6 / 110)^60 is more than a double holds: any camp will do, as long as it ends.
TEST_CASE("weights beyond all numbers end in a choice", "[flee]") {
  const Projection p = run_flee(two_camps(), {{"weight_power", 100.0}, {"camp_weight", 1e6}});
  CHECK(p.totals.moves > 0);
}
