// SPDX-License-Identifier: Apache-2.0
// The behaviour `gravity` and the stocks of cities that it becomes with many people.
#include "models/movement/migration.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/core/row_math.hpp"
#include "engine/simulation.hpp"
#include "models/movement/city_stocks.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

namespace {

/// Four towns on a meridian, 0, 1, 3 and 6 degrees north: distances are multiples of a degree.
Scenario four_towns(Resolution resolution, int days, std::int64_t scale) {
  Scenario s;
  s.resolution = resolution;
  s.period = {parse_date("2021-01-01").value(), days};
  s.world.home_country = "A";
  const double degrees[] = {0, 1, 3, 6};
  const std::int64_t people[] = {10, 40, 20, 30};
  for (std::size_t z = 0; z < 4; ++z) {
    Zone zone;
    zone.code = std::string(1, static_cast<char>('A' + z));
    zone.country = "A";
    zone.latitude_deg = degrees[z];
    zone.longitude_deg = 0;
    zone.population = people[z] * scale;
    zone.attributes["departures_per_year"] = .2 + .1 * static_cast<double>(z);
    s.world.zones.push_back(zone);
  }
  s.world.network = Network(s.world.zones, {}, {}, days);
  s.population.departures = PopulationPlan::Departures::hazard;
  s.strata.dimensions = {"age"};
  s.strata.strata = {
      {.labels = {"all"}, .deaths_per_year = .01, .births_per_year = .04, .newborn_share = 1}};
  s.strata.share.assign(4, 1.0);
  s.behaviour.model = "gravity";
  s.behaviour.parameters = {
      {"deterrence", std::string("power")}, {"coefficient_1", -1.5}, {"destination_exponent", .7}};
  return s;
}

/// w(j | i) = m_j^.7 d_ij^-1.5; the length of a degree cancels.
void weights_by_hand(std::size_t i, std::span<double> row) {
  const double degrees[] = {0, 1, 3, 6}, people[] = {10, 40, 20, 30};
  for (std::size_t j = 0; j < 4; ++j) {
    row[j] =
        i == j ? 0 : std::pow(people[j], .7) * std::pow(std::abs(degrees[i] - degrees[j]), -1.5);
  }
}

std::vector<double> people_at_end(const Scenario& s, std::uint64_t seed) {
  const auto behaviour = make_behaviour(s);
  const Projection p = simulate(s, *behaviour, {.seed = seed});
  const int last = p.period.steps() - 1;
  std::vector<double> people;
  for (std::size_t z = 0; z < s.world.size(); ++z) {
    people.push_back(p.residents.row(last)[z] + p.displaced.row(last)[z] +
                     p.returnees.row(last)[z] + p.integrated.row(last)[z]);
  }
  return people;
}

CityStocks same_as_ode(double scale) {
  CityStocks cities;
  cities.population = {10 * scale, 40 * scale, 20 * scale, 30 * scale};
  cities.births_per_year.assign(4, .04);
  cities.deaths_per_year.assign(4, .01);
  cities.departures_per_year = {.2, .3, .4, .5};
  cities.weights = [](std::span<const double>) { return RowSource(weights_by_hand); };
  return cities;
}

}  // namespace

TEST_CASE("city stocks: two places are the United Nations' accounting of urbanisation") {
  // Analytic values of reference/spatial-interaction.md section 6.2: rural and urban people,
  // m = .012 per rural person and year from the country to the town.
  CityStocks cities;
  cities.population = {6.5e6, 3.5e6};
  cities.births_per_year = {.025, .018};
  cities.departures_per_year = {.012, 0};
  cities.weights = [](std::span<const double>) {
    return [](std::size_t i, std::span<double> row) { row[0] = i == 1, row[1] = i == 0; };
  };
  const auto years = city_years(cities, 50);
  CHECK(years[24].population[0] == Approx(8996199.198875).epsilon(1e-9));
  CHECK(years[24].population[1] == Approx(8363884.665563).epsilon(1e-9));
  const auto urban = [&](std::size_t y) {
    return years[y].population[1] / (years[y].population[0] + years[y].population[1]);
  };
  CHECK(urban(24) == Approx(.481788263863).epsilon(1e-9));
  CHECK(urban(49) == Approx(.578603029670).epsilon(1e-9));
}

TEST_CASE("city stocks: without growth two cities come to their balance as e^-(h + k) t") {
  CityStocks cities;
  cities.population = {900, 100};
  cities.departures_per_year = {.3, .1};
  cities.weights = [](std::span<const double>) {
    return [](std::size_t i, std::span<double> row) { row[0] = i == 1, row[1] = i == 0; };
  };
  const auto years = city_years(cities, 5);
  for (std::size_t y = 0; y < years.size(); ++y) {
    const double t = static_cast<double>(y) + 1;
    CHECK(years[y].population[0] == Approx(250 + 650 * std::exp(-.4 * t)).epsilon(1e-9));
    CHECK(years[y].net(0) == Approx(-years[y].net(1)));
  }
}

TEST_CASE("city stocks: people are conserved, also where the weights follow the populations") {
  CityStocks cities = same_as_ode(1000);
  cities.weights_follow_population = true;
  cities.arrivals_per_year = {0, 50, 0, 0};
  cities.weights = [](std::span<const double> people) {
    return [mass = std::vector<double>(people.begin(), people.end())](std::size_t i,
                                                                      std::span<double> row) {
      for (std::size_t j = 0; j < row.size(); ++j) row[j] = i == j ? 0 : mass[j] * mass[j];
    };
  };
  double before = sum_row(cities.population);
  for (const CityYear& year : city_years(cities, 10)) {
    const double after = sum_row(year.population);
    CHECK(after ==
          Approx(before + sum_row(year.births) - sum_row(year.deaths) + 50).epsilon(1e-12));
    CHECK(sum_row(year.moved_in) == Approx(year.total()).epsilon(1e-12));
    CHECK(year.total() > 0);
    before = after;
  }
}

TEST_CASE("gravity in the simulation: the law's own p(j | i), by hand") {
  const Scenario s = four_towns(Resolution::flows, 1, 1);
  const auto behaviour = make_behaviour(s);
  CHECK(behaviour->causes() == std::vector<std::string>{"migration"});
  const NetworkState& open = s.world.network.on(0);
  const DayView today{.period = s.period, .world = s.world, .network = open};
  behaviour->begin_day(today);
  std::vector<ChoiceTable> choice(1);
  REQUIRE(behaviour->destination_choice(today, choice));
  for (std::size_t i = 0; i < 4; ++i) {
    std::vector<double> expected(4);
    weights_by_hand(i, expected);
    double sum = 0;
    for (std::uint32_t k = choice[0].begin[i]; k < choice[0].begin[i + 1]; ++k) {
      sum += choice[0].weight[k];
    }
    REQUIRE(choice[0].begin[i + 1] - choice[0].begin[i] == 3);
    for (std::uint32_t k = choice[0].begin[i]; k < choice[0].begin[i + 1]; ++k) {
      CHECK(choice[0].weight[k] / sum ==
            Approx(expected[choice[0].to[k]] / sum_row(expected)).epsilon(1e-12));
    }
  }
  CHECK_FALSE(behaviour->destination_choice(today, choice));
  Hazards hazards;
  hazards.clear(1, 4);
  behaviour->hazards(today, hazards);
  CHECK(hazards.departure_of(0)[2] == Approx(.4 / 365.25));
  CHECK(hazards.onward_of(0)[3] == Approx(.5 / 365.25));
}

TEST_CASE("gravity in the simulation: a city that is crowded attracts less") {
  const Scenario s = four_towns(Resolution::flows, 1, 1);
  const auto behaviour = make_behaviour(s);
  const NetworkState& open = s.world.network.on(0);
  std::vector<double> stand{1, .25, 1, 1};
  DayView today{.period = s.period, .world = s.world, .network = open};
  today.attraction = stand;
  std::vector<ChoiceTable> choice(1);
  std::vector<double> expected(4);
  weights_by_hand(0, expected);
  for (const double factor : {.25, .5}) {  // asked anew each step, for cities change
    stand[1] = factor;
    behaviour->begin_day(today);
    REQUIRE(behaviour->destination_choice(today, choice));
    REQUIRE(choice[0].begin[1] == 3);
    CHECK(choice[0].weight[0] / choice[0].weight[1] ==
          Approx(factor * expected[1] / expected[2]).epsilon(1e-12));
  }
}

TEST_CASE("gravity in the simulation: with many people it is the stocks of cities") {
  // 1,461 days are four years. Steps of a day differ from continuous time by about half a step's
  // hazard, .5 / 365.25 / 2 = 7e-4 of what moves.
  const auto years = city_years(same_as_ode(1e5), 4);
  const std::vector<double>& limit = years[3].population;
  const auto flows = people_at_end(four_towns(Resolution::flows, 1461, 100000), 1);
  for (std::size_t z = 0; z < 4; ++z) CHECK(flows[z] == Approx(limit[z]).epsilon(1e-3));

  constexpr int kRuns = 20;
  std::vector<double> mean(4), square(4);
  const Scenario cohorts = four_towns(Resolution::cohorts, 1461, 100000);
  for (int seed = 1; seed <= kRuns; ++seed) {
    const auto one = people_at_end(cohorts, static_cast<std::uint64_t>(seed));
    for (std::size_t z = 0; z < 4; ++z) {
      mean[z] += one[z] / kRuns;
      square[z] += one[z] * one[z] / kRuns;
    }
  }
  for (std::size_t z = 0; z < 4; ++z) {
    const double spread = std::sqrt((square[z] - mean[z] * mean[z]) / (kRuns - 1));
    CAPTURE(z, mean[z], limit[z], spread);
    CHECK(std::abs(mean[z] - flows[z]) < 4 * spread);  // of four comparisons
    CHECK(mean[z] == Approx(limit[z]).epsilon(1e-3));
  }
}
