// SPDX-License-Identifier: Apache-2.0
// scenarios/somalia/urban.yaml: its rates are those fitted to the growth of five cities 1990-2015
// (SOURCES.md), and town and country grow as the closed form of the two stocks says.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "data_folder.hpp"
#include "engine/simulation.hpp"
#include "io/files.hpp"
#include "io/tables/table.hpp"
#include "io/yaml/scenario_file.hpp"
#include "models/city/urbanisation.hpp"
#include "models/registry.hpp"

using namespace ravenstein;

namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(RAVENSTEIN_SOURCE_DIR) / "scenarios/somalia";

struct Rates {
  double growth = 0;    ///< of the five cities together
  double increase = 0;  ///< of the slowest
};

Rates rates_1990_2015() {
  Problems problems;
  io::InputFiles files = io::InputFiles::on_disk(kFolder);
  const io::EmbeddedFile* file = files.read("data/cities.csv", {}, "", problems);
  REQUIRE(file != nullptr);
  io::Table table("cities.csv", file->bytes, problems);
  std::map<std::string, std::map<std::string, double>> persons;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    persons[std::string(table.text(r, table.need("zone")))]
           [std::string(table.text(r, table.need("year")))] =
               static_cast<double>(table.persons(r, table.need("persons")).value_or(0));
  }
  problems.throw_if_any();
  REQUIRE(persons.size() == 5);
  double before = 0, after = 0;
  Rates rates{0, 1};
  for (auto& [zone, by_year] : persons) {
    before += by_year["1990"];
    after += by_year["2015"];
    rates.increase = std::min(rates.increase, std::log(by_year["2015"] / by_year["1990"]) / 25);
  }
  rates.growth = std::log(after / before) / 25;
  return rates;
}

bool is_country(const Zone& zone) { return zone.code.ends_with('C'); }

/// Country and town people at the end of a year, 0 the first.
std::array<double, 2> people(const Scenario& scenario, const Projection& p, int year) {
  std::array<double, 2> sum{};
  for (std::size_t z = 0; z < scenario.world.size(); ++z) {
    sum[is_country(scenario.world.zones[z]) ? 0 : 1] +=
        p.residents.row(year)[z] + p.displaced.row(year)[z] + p.returnees.row(year)[z] +
        p.integrated.row(year)[z];
  }
  return sum;
}

}  // namespace

TEST_CASE("urban Somalia: rates as fitted, people conserved, growth the fitted one") {
  const io::ScenarioFile file = io::read_scenario_file(kFolder / "urban.yaml");
  const Scenario& scenario = file.scenario;
  double rural = 0, urban = 0;
  for (const Zone& zone : scenario.world.zones) {
    (is_country(zone) ? rural : urban) += static_cast<double>(zone.population);
  }
  CHECK(rural + urban == 12327528);  // the sum of data/regions.csv, PESS 2014
  const Rates fitted = rates_1990_2015();
  CHECK(fitted.growth == Approx(.03432).margin(5e-6));  // by hand: ln(3854 / 1634) / 25
  // U' = n U + m R grows by the fitted growth at first. The tables have six decimals.
  const double moving = (fitted.growth - fitted.increase) * urban / rural;
  for (const Zone& zone : scenario.world.zones) {
    CHECK(zone.attributes.at("departures_per_year") ==
          Approx(is_country(zone) ? moving : 0).margin(6e-7));
  }
  REQUIRE(scenario.strata.size() == 1);
  CHECK(scenario.strata.strata[0].births_per_year ==
        Approx(std::expm1(fitted.increase)).margin(6e-7));

  const auto behaviour = models::make_behaviour(scenario);
  const Projection p = simulate(scenario, *behaviour, {.seed = 1, .threads = 2, .on_day = {}});
  REQUIRE(p.period.steps() == 36);
  double born = 0;
  const models::TownAndCountry rates{fitted.increase, fitted.increase, moving};
  for (int year = 0; year < 36; ++year) {
    for (const double births : p.births.row(year)) born += births;
    const auto [country, town] = people(scenario, p, year);
    CHECK(country + town == Approx(rural + urban + born).epsilon(1e-12));
    // Years of 365 or 366 days against 365.25, and rates of six decimals: 36 x 6e-7.
    const auto closed = models::town_and_country_after(rates, rural, urban, year + 1);
    CHECK(country == Approx(closed[0]).epsilon(1e-4));
    CHECK(town == Approx(closed[1]).epsilon(1e-4));
  }
  const double growth = std::log(people(scenario, p, 0)[1] / urban);
  CHECK(growth == Approx(fitted.growth).epsilon(.01));  // m R / U falls within the year
}
