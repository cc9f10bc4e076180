// SPDX-License-Identifier: Apache-2.0
// Where the model `drivers` lets people go: kernel, momentum, room, safety and food, by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "drivers_line.hpp"
#include "engine/simulation.hpp"
#include "models/city/cities.hpp"
#include "models/drivers/check.hpp"
#include "models/drivers/model.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

namespace {

/// Where people of zone 0 go in the first month: shares of zones 0 to 2.
std::vector<double> first_shares(const Scenario& s, const ParameterValues& values) {
  Drivers model(values, s);
  const Projection run = simulate(s, model, {.seed = 1, .threads = 1});
  std::vector<double> shares(3, 0.0);
  double sum = 0;
  for (const FlowEntry& flow : run.flows) {
    if (flow.day == 0 && flow.from == 0) sum += shares[flow.to] += flow.persons;
  }
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace

TEST_CASE("drivers: the fall of the pull with distance can be a power, exponential or both") {
  Scenario s = line();
  ParameterValues values = episodes(30, 6, 0);  // in every month, e^6 persons
  values["other_intra"] = -50.0;                // nobody stays
  values["least_share"] = 0.0;
  const double km = 111.19492664455873;  // a degree on a sphere of 6371 km
  const auto expect = [&](double near, double far) {
    const std::vector<double> found = first_shares(s, values);
    CHECK(found[1] == Approx(near / (near + far)).epsilon(1e-6));
    CHECK(found[2] == Approx(far / (near + far)).epsilon(1e-6));
  };
  values["other_distance_exponent"] = 2.0;
  expect(1, 0.25);
  values["other_distance_exponent"] = 0.0;
  values["other_distance_decay_per_km"] = 0.01;
  expect(std::exp(-0.01 * km), std::exp(-0.02 * km));
  values["other_distance_exponent"] = 2.0;
  expect(std::exp(-0.01 * km), std::exp(-0.02 * km) / 4);
}

TEST_CASE("drivers: full, unsafe and hungry places pull less") {
  Scenario s = line();
  s.world.zones[2].attributes["other_size_effect"] = -50;  // nobody leaves zone 2
  ParameterValues values = episodes(30, 6, 0);
  values["other_intra"] = -50.0;
  values["other_distance_exponent"] = 0.0;
  values["other_mass_exponent"] = 0.0;
  values["least_share"] = 0.0;
  CHECK(first_shares(s, values)[1] == Approx(0.5));
  SECTION("safety: e^6 of 100,000 leave zone 1") {
    values["safety_pull"] = 2.0;
    const double pull = std::exp(-2 * 100 * std::exp(6.0) / 100'000);
    CHECK(first_shares(s, values)[1] == Approx(pull / (1 + pull)).epsilon(1e-6));
  }
  SECTION("food: half of zone 1 is in phase 3 or worse") {
    values["food_pull"] = 3.0;
    CHECK(check_drivers(values, s).size() == 1);
    const int january = month_number(s.period.start);
    s.monthly.push_back({"phase3_or_worse", MonthlySeries(january, 1, 3, 0.0)});
    s.monthly[0].series.at(january, 1) = 0.5;
    CHECK(check_drivers(values, s).empty());
    CHECK(first_shares(s, values)[1] == Approx(std::exp(-1.5) / (1 + std::exp(-1.5))));
  }
  SECTION("capacity: zone 1 has no room after the first month") {
    s.period.days = 60;
    s.world.zones[1].capacity = 10;
    values["capacity"] = std::string("used");
    Drivers model(values, s);
    const Projection run = simulate(s, model, {.seed = 1, .threads = 1});
    CHECK(run.arrivals.row(0)[1] > 100);  // nobody was there when they chose
    CHECK(run.arrivals.row(1)[1] < 1);
  }
  SECTION("a city: crowded after the first month, it keeps people away in the second") {
    s.period.days = 60;
    s.world.zones[1].attributes["other_size_effect"] = -50;  // nobody leaves the city either
    values["other_size"] = 9.0;
    values["corridor_half_life_months"] = 0.0;
    // Dwellings for just those who are there, and nobody builds: pull = (people / places)^-3.
    const CityPlan city{
        .zone = 1,
        .capacities = {{"dwellings", 100'000.0 / 6, CityEvidence::assumed, "made up"}},
        .parameters = {{"dwellings_wear_per_year", 0.0},
                       {"informal_days", 36500.0},
                       {"crowding_exponent", 3.0}}};
    const auto second_month = [&] {
      Drivers model(values, s);
      const Projection run = simulate(s, model, {.seed = 1, .threads = 1});
      double to_city = 0, all = 0;
      for (const FlowEntry& flow : run.flows) {
        if (flow.day != 1 || flow.from != 0) continue;
        all += flow.persons;
        if (flow.to == 1) to_city += flow.persons;
      }
      return to_city / all;
    };
    CHECK(second_month() == Approx(0.5).epsilon(1e-9));  // no city: both zones alike
    s.cities = {city};
    s.make_cities = make_cities(s.cities);
    const double came = std::exp(9.0) / 2;
    const double pull = std::pow(1 + came / 100'000, -3);
    CHECK(pull < 0.9);
    CHECK(second_month() == Approx(pull / (1 + pull)).epsilon(1e-4));
  }
  SECTION("momentum: in the second month people follow those of the first") {
    s.period.days = 60;
    values["momentum_exponent"] = 1.0;
    values["momentum_floor"] = 0.0;
    values["onward_factor"] = 0.0;
    values["corridor_half_life_months"] = 0.0;
    Drivers model(values, s);
    const Projection run = simulate(s, model, {.seed = 1, .threads = 1});
    const auto there = run.displaced.row(0);
    double from_zero_to_one = 0, from_zero = 0;
    for (const FlowEntry& flow : run.flows) {
      if (flow.day != 1 || flow.from != 0) continue;
      from_zero += flow.persons;
      if (flow.to == 1) from_zero_to_one += flow.persons;
    }
    CHECK(from_zero_to_one / from_zero == Approx(there[1] / (there[1] + there[2])));
  }
}

TEST_CASE("drivers: a network that changes within a month changes nothing but the choices") {
  const auto moves = [](bool closes) {
    Scenario s = line(120);  // in March, January and February are remembered
    s.period.interval = Interval::day;
    const std::vector<Link> links{{.a = 0, .b = 1, .distance_km = 111},
                                  {.a = 1, .b = 2, .distance_km = 111}};
    const Closure closure{.kind = ClosureKind::link,
                          .zone_a = 0,
                          .zone_b = 1,
                          .start_day = 70,
                          .end_day = 71,
                          .permeability = 1 - 1e-12};
    s.world.network =
        Network(s.world.zones, links, closes ? std::vector{closure} : std::vector<Closure>{}, 120);
    ParameterValues values = episodes(30, 6, 1);
    values["other_size_memory"] = 0.5;
    Drivers model(values, s);
    return simulate(s, model, {.seed = 1, .threads = 1}).totals.moves;
  };
  CHECK(moves(true) == Approx(moves(false)).epsilon(1e-9));
}

TEST_CASE("drivers: however unsafe, shares stay numbers") {
  Scenario s = line();
  ParameterValues values = episodes(30, 10, 0);  // e^10 of 100,000
  values["safety_pull"] = 100.0;
  for (const double share : first_shares(s, values)) CHECK(std::isfinite(share));
  s.world.zones[2].attributes["other_size_effect"] = -50;
  CHECK(first_shares(s, values)[2] == Approx(1).margin(1e-6));  // the only safe place
}

TEST_CASE("drivers: a cause that a what-if switches off makes no place unsafe") {
  Scenario s = line();
  s.world.zones[1].attributes["economy_size_effect"] = 3;
  ParameterValues values = episodes(30, 6, 0);
  values["safety_pull"] = 5.0;
  const std::vector<double> without = first_shares(s, values);
  values["economy_form"] = std::string("episodes");
  values["economy_occurrence"] = 30.0;
  values["economy_size"] = 5.0;
  values["economy_size_sd"] = 0.0;
  CHECK(first_shares(s, values) != without);
  s.hazard_changes = {{.cause = "economy", .zones = {}, .first_day = 0, .end_day = 31, .scale = 0}};
  const std::vector<double> off = first_shares(s, values);
  for (std::size_t zone = 0; zone < 3; ++zone) CHECK(off[zone] == Approx(without[zone]));
}

TEST_CASE("drivers: the best destination is kept, however small its share") {
  const Scenario s = line();
  ParameterValues values = episodes(30, 6, 0);
  values["other_intra"] = 0.0;
  values["other_distance_exponent"] = 0.0;
  values["other_mass_exponent"] = 0.0;
  values["least_share"] = 0.1;
  Drivers model(values, s);
  CHECK(simulate(s, model, {.seed = 1, .threads = 1}).totals.moves > 100);
}

TEST_CASE("drivers: zones without a position and impossible towns are refused") {
  Scenario s = line();
  const ParameterValues values = episodes(30, 6, 0);
  CHECK(check_drivers(values, s).empty());
  s.world.zones[0].latitude_deg = std::nan("");
  s.world.zones[1].attributes["urban"] = -4;
  s.world.zones[2].attributes["urban"] = 100'001;
  const auto problems = check_drivers(values, s);
  REQUIRE(problems.size() == 3);
  CHECK_THAT(problems[0].message, Catch::Contains("Z0 has no position"));
  CHECK_THAT(problems[1].message, Catch::Contains("urban of Z1: expected 0..100000"));
  CHECK_THAT(problems[2].message, Catch::Contains("found 100001"));
}
