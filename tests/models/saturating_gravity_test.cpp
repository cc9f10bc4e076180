// SPDX-License-Identifier: Apache-2.0
#include "models/movement/saturating_gravity.hpp"

#include <catch2/catch.hpp>

#include "engine/simulation.hpp"
#include "engine/whatif/capacity_change.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

namespace {

/// Two origins (W = 1000, 3000), three camps at 100/200/400 and 300/100/50 km, holding 500/300/200
/// people with capacities 520/1000/400. Every origin has a road of its own to every camp; they are
/// so arranged that no way round is shorter.
Scenario toy(std::int64_t final_total) {
  Scenario scenario;
  scenario.world.home_country = "Home";
  const auto zone = [](const char* code, ZoneKind kind, std::int64_t population) {
    Zone z;
    z.code = code;
    z.country = kind == ZoneKind::camp ? "Abroad" : "Home";
    z.kind = kind;
    z.population = population;
    return z;
  };
  scenario.world.zones = {zone("P", ZoneKind::town, 1000), zone("Q", ZoneKind::town, 3000),
                          zone("X", ZoneKind::camp, 0), zone("Y", ZoneKind::camp, 0),
                          zone("Z", ZoneKind::camp, 0)};
  scenario.world.zones[2].capacity = 520;
  scenario.world.zones[3].capacity = 1000;
  scenario.world.zones[4].capacity = 400;
  scenario.period = {parse_date("2020-01-01").value(), 2};
  scenario.world.network = Network(scenario.world.zones,
                                   {{.a = 0, .b = 2, .distance_km = 100},
                                    {.a = 0, .b = 3, .distance_km = 200},
                                    {.a = 0, .b = 4, .distance_km = 400},
                                    {.a = 1, .b = 2, .distance_km = 300},
                                    {.a = 1, .b = 3, .distance_km = 100},
                                    {.a = 1, .b = 4, .distance_km = 50}},
                                   {}, 2);
  scenario.drivers = {{"conflict", Between::step, {{0, 0, 1.0}, {0, 1, 1.0}}}};
  const auto grown = static_cast<double>(final_total);
  scenario.observations = {{2, {{0, 500}, {1, grown}}}, {3, {{0, 300}}}, {4, {{0, 200}}}};
  scenario.resolution = Resolution::flows;
  return scenario;
}

/// Shares of 1,000 newcomers over the three camps on day 1.
std::vector<double> shares(const char* preset, ParameterValues parameters) {
  Scenario scenario = toy(1500);
  scenario.behaviour = {"saturating-gravity", preset, std::move(parameters)};
  const auto behaviour = make_behaviour(scenario);
  const Projection projection = simulate(scenario, *behaviour, {});
  std::vector<double> result;
  const double before[] = {500, 300, 200};
  for (ZoneIndex camp = 2; camp < 5; ++camp) {
    result.push_back((projection.present(1, camp) - before[camp - 2]) / 1000);
  }
  return result;
}

void check(const std::vector<double>& found, std::vector<double> expected) {
  for (std::size_t i = 0; i < 3; ++i) CHECK(found[i] == Approx(expected[i]).margin(5e-9));
}

}  // namespace

// The networks of the reference toy give D directly; here a way round P-Y-Q-... may be shorter.
// 400 km P-Z is undercut by P-Y-Q-Z = 200 + 100 + 50 = 350, and Q-X = 300 is not (100+200+100).
TEST_CASE("shares follow the recipes on a hand-computable crisis") {
  // p_x = sum_z w_z D^-beta A / sum; D = [[100,200,350],[300,100,50]], w = .25, .75.
  const auto hand = [](double beta, std::vector<double> attraction) {
    const double distance[2][3] = {{100, 200, 350}, {300, 100, 50}};
    std::vector<double> p(3, 0.0);
    for (int z = 0; z < 2; ++z) {
      double sum = 0;
      for (int x = 0; x < 3; ++x) sum += std::pow(distance[z][x], -beta) * attraction[x];
      for (int x = 0; x < 3; ++x) {
        p[x] += (z == 0 ? .25 : .75) * std::pow(distance[z][x], -beta) * attraction[x] / sum;
      }
    }
    return p;
  };
  check(shares("R0", {{"momentum_exponent", 0.0}}), hand(.7, {1, 1, 1}));
  check(shares("R2", {}), hand(.7, {.6, .4, .3}));
  // kappa cap = 442, 850, 340: X is full, Y and Z are below nine tenths.
  check(shares("R1", {}), hand(1, {1e-9, 1, 1}));
  check(shares("R3", {}), hand(.7, {.6e-9, .4, .3}));
}

TEST_CASE("saturation declines from its onset to a full camp") {
  CHECK(saturation(0.5, 0.9) == 1);
  CHECK(saturation(0.9, 0.9) == 1);
  CHECK(saturation(0.95, 0.9) == Approx(0.5));
  CHECK(saturation(1.0, 0.9) == 1e-9);
  CHECK(saturation(3.0, 0.9) == 1e-9);
}

TEST_CASE("agents follow the expectation and are whole") {
  Scenario scenario = toy(400'500);
  scenario.behaviour = {"saturating-gravity", "R0", {}};
  const Projection flows = simulate(scenario, *make_behaviour(scenario), {});
  scenario.resolution = Resolution::agents;
  const Projection agents = simulate(scenario, *make_behaviour(scenario), {.seed = 7});
  double total = 0;
  for (ZoneIndex camp = 2; camp < 5; ++camp) {
    const double persons = agents.present(1, camp);
    CHECK(persons == std::floor(persons));
    CHECK(persons == Approx(flows.present(1, camp)).epsilon(0.01));
    total += persons;
  }
  CHECK(total == 401'000);
  CHECK(agents.totals.entries == 401'000);
}

TEST_CASE("falls take people out in proportion, and never more than there are") {
  Scenario scenario = toy(100);
  scenario.behaviour = {"saturating-gravity", "R0", {}};
  const Projection flows = simulate(scenario, *make_behaviour(scenario), {});
  CHECK(flows.present(1, 2) == Approx(300));
  CHECK(flows.present(1, 3) == Approx(180));
  scenario.resolution = Resolution::agents;
  const Projection agents = simulate(scenario, *make_behaviour(scenario), {.seed = 3});
  CHECK(agents.present(1, 2) + agents.present(1, 3) + agents.present(1, 4) == 600);
  CHECK(agents.totals.exits == 400);
}

TEST_CASE("saturating gravity: a capacity that a what-if changes counts as if the zone had it") {
  const auto people = [](const Scenario& scenario) {
    const auto behaviour = make_behaviour(scenario);
    return simulate(scenario, *behaviour, {}).displaced.persons;
  };
  Scenario usual = toy(1500);
  usual.behaviour = {"saturating-gravity", "R1", {}};
  for (Zone& zone : usual.world.zones) zone.country = "Home";
  Scenario larger = usual, changed = usual;
  larger.world.zones[2].capacity = 5000;
  change_capacity(changed,
                  {.zones = {2}, .capacity = 5000, .per_month = 0, .first_day = 0, .end_day = 2});
  CHECK(people(changed) == people(larger));
  CHECK(people(changed) != people(usual));
}
