// SPDX-License-Identifier: Apache-2.0
// A city by hand: closed forms of its equations with what is not looked at switched off.
#include "models/city/city.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/simulation.hpp"
#include "models/city/cities.hpp"
#include "models/city/integrate.hpp"
#include "models/registry.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

namespace {

CityPlan plan(std::vector<std::pair<std::string, double>> has, ParameterValues parameters = {}) {
  CityPlan result{.zone = 0, .capacities = {}, .parameters = std::move(parameters)};
  for (const auto& [service, amount] : has) {
    result.capacities.push_back({service, amount, CityEvidence::assumed, "made up"});
  }
  return result;
}

City city(const CityPlan& of, double people) {
  return {of, city_parameters(of.parameters), people};
}

/// Two towns with camps; a city in the second camp.
Scenario crisis(const CityPlan& of) {
  Scenario scenario;
  scenario.world.home_country = "Home";
  const auto zone = [](const char* code, ZoneKind kind, std::int64_t population) {
    Zone z;
    z.code = code;
    z.country = "Home";
    z.kind = kind;
    z.population = population;
    return z;
  };
  scenario.world.zones = {zone("T", ZoneKind::town, 100000), zone("X", ZoneKind::idp_camp, 0),
                          zone("Y", ZoneKind::idp_camp, 6000)};
  scenario.period = {parse_date("2020-01-01").value(), 60};
  scenario.world.network =
      Network(scenario.world.zones,
              {{.a = 0, .b = 1, .distance_km = 100}, {.a = 0, .b = 2, .distance_km = 100}}, {}, 60);
  scenario.drivers = {{"conflict", Between::step, {{0, 0, 1.0}}}};
  scenario.population.departures = PopulationPlan::Departures::hazard;
  scenario.population.initial = PopulationPlan::Initial::empty;
  scenario.resolution = Resolution::flows;
  scenario.behaviour = {"saturating-gravity", "", {{"departure_hazard_per_day", 0.005}}};
  scenario.cities = {of};
  scenario.cities[0].zone = 2;
  scenario.make_cities = make_cities(scenario.cities);
  return scenario;
}

double last(const Projection& projection, const std::string& name) {
  for (const CityTable& table : projection.cities) {
    if (table.variable.name == name) return table.values.back();
  }
  FAIL("no variable " << name);
  return 0;
}

}  // namespace

TEST_CASE("city: what is ordered comes after its lag, as the budget allows") {
  // 3652.5 USD a year, 10 USD each: one a day. X = s L (1 - e^(-t/L)), K = K0 + s t - X.
  City town = city(plan({{"latrines", 100}}, {{"latrines_cost_usd", 10.0},
                                              {"latrines_budget_usd_per_year", 3652.5},
                                              {"latrines_lag_days", 40.0},
                                              {"latrines_wear_per_year", 0.0}}),
                   1e6);
  town.advance(1e6, 31);
  town.advance(1e6, 69);
  const double building = 40 * (1 - std::exp(-100.0 / 40));
  // To the ten-thousandth of one that the stepper promises.
  CHECK(town.under_construction(Service::latrines) == Approx(building).margin(1e-4));
  CHECK(town.capacity(Service::latrines) == Approx(100 + 100 - building).margin(1e-4));
  // Without a budget: K0 e^(-w t).
  City old = city(plan({{"water", 5e6}}, {{"water_wear_per_year", 0.36525}}), 1e5);
  old.advance(1e5, 1000);
  CHECK(old.capacity(Service::water) == Approx(5e6 * std::exp(-1.0)).epsilon(1e-7));
  CHECK(old.crowding() == 1);
}

TEST_CASE("city: who has no formal dwelling lives informally, crowded until it is built") {
  // 1,000 dwellings for 6; 6,000 people come over 10 days, 600 a day: 100 households a day.
  const CityPlan with = plan({{"dwellings", 1000}}, {{"dwellings_wear_per_year", 0.0}});
  City town = city(with, 6000);
  CHECK(town.attraction() == 1);
  CHECK(town.slum_share() == 0);
  town.advance(12000, 10);
  // I' = (100 t - I) / 30: I = 100 (t - 30 (1 - e^(-t/30))).
  const double informal = 100 * (10 - 30 * (1 - std::exp(-10.0 / 30)));
  CHECK(town.informal_dwellings() == Approx(informal).epsilon(1e-6));
  const double crowding = 2000 / (1000 + informal);
  CHECK(town.crowding() == Approx(crowding).epsilon(1e-6));
  CHECK(town.attraction() == Approx(1 / crowding).epsilon(1e-6));
  CHECK(town.slum_share() == Approx(0.5));
  town.advance(12000, 3000);
  CHECK(town.informal_dwellings() == Approx(1000));
  CHECK(town.crowding() == Approx(1));
}

TEST_CASE("city: a wait of five days becomes three weeks in 160 days of a tenth too many") {
  // 100 clinicians x 50 x 5/7 a day; people so many that visits are 1.1 times that.
  const double served = 100 * 50 * 5.0 / 7;
  const double people = 1.1 * served * 365.25 / 2.2;
  City town = city(
      plan({{"clinicians", 100}}, {{"clinicians_wear_per_year", 0.0}, {"initial_wait_days", 5.0}}),
      people);
  CHECK(town.wait_days() == Approx(5));
  town.advance(people, 159);
  CHECK(town.wait_days() < 21);
  town.advance(people, 1);
  CHECK(town.wait_days() == Approx(21).epsilon(1e-6));
}

TEST_CASE("city: one that empties, and one that nobody was in") {
  const CityPlan all = plan({{"dwellings", 100},
                             {"water", 1000},
                             {"latrines", 3},
                             {"clinicians", 1},
                             {"beds", 1},
                             {"school_places", 10},
                             {"jobs", 10}},
                            {{"water_exponent", 1.0}, {"jobs_exponent", 1.0}});
  for (const auto& [from, to] : {std::pair(5000.0, 0.0), std::pair(0.0, 5000.0)}) {
    City town = city(all, from);
    town.advance(to, 30);
    town.advance(to, 3000);
    CHECK(town.crowding() >= 1);
    CHECK((town.slum_share() >= 0 && town.slum_share() <= 1));
    CHECK((town.employment() >= 0 && town.employment() <= 1));
    CHECK(std::isfinite(town.attraction()));
    CHECK(std::isfinite(town.wait_days()));
    if (to == 0) {
      CHECK(town.informal_dwellings() == Approx(0).margin(1e-3));
      CHECK(town.slum_share() == 0);
      CHECK(town.employment() == 1);
    }
  }
}

TEST_CASE("city: the implicit method agrees where things settle within a quarter of an hour") {
  ParameterValues quick{{"informal_days", 0.01}};
  const std::vector<std::pair<std::string, double>> has{
      {"dwellings", 1000}, {"clinicians", 20}, {"water", 1e5}};
  City adaptive = city(plan(has, quick), 6000);
  quick["stepper"] = std::string("implicit");
  City implicit = city(plan(has, quick), 6000);
  for (City* town : {&adaptive, &implicit}) town->advance(9000, 100);
  CHECK(implicit.informal_dwellings() == Approx(adaptive.informal_dwellings()).epsilon(1e-5));
  CHECK(implicit.capacity(Service::water) == Approx(adaptive.capacity(Service::water)));
}

TEST_CASE("city: in a run it follows arrivals, and keeps people away when it is crowded") {
  const CityPlan crowded = plan({{"dwellings", 1000}}, {{"informal_days", 1000.0}});
  Scenario scenario = crisis(crowded);
  const auto run = [&] {
    const auto behaviour = make_behaviour(scenario);
    return simulate(scenario, *behaviour, {});
  };
  const Projection felt = run();
  REQUIRE(felt.city_zones == std::vector<ZoneIndex>{2});
  // Residents 6,000 of the camp's zone and who came.
  CHECK(last(felt, "people") == Approx(6000 + felt.present(59, 2)));
  CHECK(last(felt, "crowding") > 2);
  CHECK(last(felt, "attraction") == Approx(1 / last(felt, "crowding")));
  CHECK(felt.present(59, 2) < 0.7 * felt.present(59, 1));
  scenario.cities[0].parameters["crowding_exponent"] = 0.0;
  scenario.make_cities = make_cities(scenario.cities);
  const Projection not_felt = run();
  CHECK(not_felt.present(59, 2) == Approx(not_felt.present(59, 1)));
  scenario.cities.clear();
  CHECK(run().displaced.persons == not_felt.displaced.persons);
}

TEST_CASE("city: a stock without bound is refused with its date and what to do") {
  // J' = g J^2 / J0 with g = 1 a year ends after a year; b = 2.
  Scenario scenario =
      crisis(plan({{"jobs", 1000}}, {{"job_growth_per_year", 1.0}, {"job_growth_exponent", 2.0}}));
  scenario.period.days = 400;
  scenario.world.network = Network(
      scenario.world.zones,
      {{.a = 0, .b = 1, .distance_km = 100}, {.a = 0, .b = 2, .distance_km = 100}}, {}, 400);
  const auto behaviour = make_behaviour(scenario);
  try {
    simulate(scenario, *behaviour, {});
    FAIL("there is no year after that");
  } catch (const InputError& error) {
    CHECK(to_string(error.problems().at(0)) ==
          "cities: in Y the jobs grow without bound: on 2020-12-31 they would be infinite (a "
          "finite-time singularity) (job_growth_exponent above 1 ends so; take 1, smaller growth "
          "or a shorter period)");
  }
}

TEST_CASE("city: plans that make no sense") {
  const auto told = [](const CityPlan& of) {
    std::vector<std::string> lines;
    for (const Problem& problem : check_city(of)) lines.push_back(to_string(problem));
    return lines;
  };
  CHECK(told(plan({{"beds", 3}}, {{"beds_budget_usd_per_year", 5.0}})) ==
        std::vector<std::string>{"parameters.beds_budget_usd_per_year: 5 USD buy nothing known "
                                 "without beds_cost_usd (state what one costs)"});
  CHECK(told(plan({{"beds", 3}}, {{"water_budget_usd_per_year", 5.0}, {"water_cost_usd", 1.0}})) ==
        std::vector<std::string>{"parameters.water_budget_usd_per_year: does nothing without a "
                                 "capacity of water on day 0 (state how many there are, or leave "
                                 "it out)"});
  CHECK(told(plan({{"informal_dwellings", 3}})).size() == 1);
  CHECK(told(plan({{"dwellings", 3}, {"informal_dwellings", 3}})).empty());
}
