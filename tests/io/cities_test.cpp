// SPDX-License-Identifier: Apache-2.0
// Cities and standards as scenarios state them, and what is refused. The example is made up.
#include <catch2/catch.hpp>

#include "example.hpp"
#include "io/yaml/parse.hpp"
#include "io/yaml/standards.hpp"
#include "models/registry.hpp"

using namespace ravenstein;
using example::Files;
using example::Lines;

namespace {

/// The example with cities from line 11 on.
Files with_cities(const std::string& lines) {
  Files all = example::files();
  all["s.yaml"] += "cities:\n" + lines;
  return all;
}

const std::string kGao =
    "  - zone: G\n"
    "    capacities:\n"
    "      - {service: water, amount: 900000, unit: l/day, evidence: measured, source: a survey}\n"
    "      - {service: dwellings, amount: 12000, unit: dwellings, source: a census}\n"
    "    parameters: {household_size: 7, dwellings_cost_usd: 4000,\n"
    "                 dwellings_budget_usd_per_year: 200000}\n";

Lines standards_problems(const std::string& yaml) {
  Problems problems;
  io::InputFiles files = io::InputFiles::in_memory({{"own.yaml", yaml}});
  Zone zone;
  zone.code = "G";
  zone.country = "Mali";
  models::Standards standards;
  io::read_standards(files, "own.yaml", {}, std::vector<Zone>{zone}, standards, problems);
  Lines lines;
  for (const Problem& problem : problems.all()) lines.push_back(to_string(problem));
  return lines;
}

}  // namespace

TEST_CASE("cities: what a scenario states of them") {
  const Scenario scenario = example::read(with_cities(kGao)).scenario;
  REQUIRE(scenario.cities.size() == 1);
  REQUIRE(scenario.make_cities);
  const CityPlan& gao = scenario.cities[0];
  CHECK(gao.zone == 1);
  REQUIRE(gao.capacities.size() == 2);
  CHECK(gao.capacities[0].service == "water");
  CHECK(gao.capacities[0].amount == 900000);
  CHECK((gao.capacities[0].evidence == CityEvidence::measured));
  CHECK(gao.capacities[1].source == "a census");
  CHECK(std::get<double>(gao.parameters.at("household_size")) == 7);
  CHECK(example::read(example::files()).scenario.cities.empty());
  CHECK_FALSE(example::read(example::files()).scenario.make_cities);
}

TEST_CASE("cities: a model that does not look at their pull is noted") {
  const auto notes_on_cities = [](const Files& all) {
    Lines lines;
    for (const Problem& note : example::read(all).notes) {
      if (note.subject == "cities") lines.push_back(to_string(note));
    }
    return lines;
  };
  CHECK(notes_on_cities(with_cities(kGao)).empty());
  CHECK(
      notes_on_cities(example::with("s.yaml", "{model: saturating-gravity, preset: R1}",
                                    "{model: flee}", with_cities(kGao))) ==
      Lines{"s.yaml:12:3: cities: crowding, water and jobs keep nobody away: flee does not look at "
            "the pull of cities"});
  CHECK(notes_on_cities(
            example::with("s.yaml", "{model: saturating-gravity, preset: R1}", "{model: flee}"))
            .empty());
}

TEST_CASE("cities: capacities in another unit, without a source, twice, negative budgets") {
  CHECK(example::scenario_problems(
            with_cities("  - zone: Gaoo\n"
                        "    capacities:\n"
                        "      - {service: water, amount: 900, unit: m3/day, source: x}\n"
                        "      - {service: beds, amount: 3, unit: beds}\n"
                        "      - {service: latrines, amount: -3, unit: latrines, source: x}\n"
                        "      - {service: water, amount: 900, unit: l/day, source: \" \"}\n"
                        "    parameters: {beds_budget_usd_per_year: -5, household_sise: 4}\n")) ==
        Lines{"s.yaml:15:9: cities.0.capacities.1.source: is required",
              "s.yaml:16:37: cities.0.capacities.2.amount: expected a number in "
              "0..1000000000000000, found -3",
              "s.yaml:12:11: cities.0.zone: no zone has the code \"Gaoo\"",
              "s.yaml:14:45: cities.0.capacities.0.unit: expected \"l/day\", the unit of "
              "water, found \"m3/day\" (convert the amount)",
              "s.yaml:17:60: cities.0.capacities.3.source: expected who says so, found nothing",
              "s.yaml:17:19: cities.0.capacities.3.service: water is already given for this city",
              "s.yaml:18:44: cities.0.parameters.beds_budget_usd_per_year: expected a number in "
              "0..1000000000000000, found -5",
              "s.yaml:18:48: cities.0.parameters.household_sise: unknown key (did you mean "
              "\"household_size\"?)"});
  CHECK(example::scenario_problems(with_cities(kGao + kGao)) ==
        Lines{"s.yaml:18:11: cities.1.zone: G already is a city"});
  Files no_cost = example::with("s.yaml", "dwellings_cost_usd: 4000,", "", with_cities(kGao));
  CHECK(example::scenario_problems(no_cost) ==
        Lines{"s.yaml:17:49: cities.0.parameters.dwellings_budget_usd_per_year: 200000 USD buy "
              "nothing known without dwellings_cost_usd (state what one costs)"});
}

TEST_CASE("standards: those that ship are complete and each has a source") {
  const models::Standards standards = example::read(example::files()).standards;
  for (const models::StandardInfo& info : models::standard_infos()) {
    INFO(info.name);
    const models::Standard* found = standards.find(info.name, Zone{});
    REQUIRE(found != nullptr);
    CHECK(found->source.size() > 10);
  }
  // Sphere stands before UNHCR.
  CHECK(standards.find("water_l_per_person_day", Zone{})->value == 15);
  CHECK(io::shipped_standards().size() == 4);
}

TEST_CASE("standards: a scenario's own stand above, for a country or a zone") {
  Files all = example::files();
  all["s.yaml"] += "standards: own.yaml\n";
  all["own.yaml"] =
      "countries:\n"
      "  Mali: {household_size: {value: 5.5, unit: persons, source: a census}}\n"
      "zones:\n"
      "  \"0101\": {water_l_per_person_day: {value: 7.5, unit: l/(person day), source: a plan}}\n";
  const io::ScenarioFile file = example::read(all);
  const std::vector<Zone>& zones = file.scenario.world.zones;
  CHECK(file.standards.find("household_size", zones[0])->value == 5.5);
  CHECK(file.standards.find("household_size", zones[2])->value == 6);
  CHECK(file.standards.find("water_l_per_person_day", zones[2])->source == "a plan");
  CHECK(file.inputs.back().path == "own.yaml");  // goes with the projection
}

TEST_CASE("standards: without a source, in another unit, out of range: all at once") {
  CHECK(standards_problems("values:\n"
                           "  water_l_per_person_day: {value: 15, unit: l/(person day)}\n"
                           "  persons_per_latrine: {value: 20, unit: persons, source: \"\"}\n"
                           "  shelter_m2_per_person: {value: 38, unit: ft2/person, source: x}\n"
                           "  household_size: {value: -4, unit: persons, source: x}\n"
                           "  bed_ocupancy: {value: 0.8, unit: \"1\", source: x}\n"
                           "countries:\n"
                           "  Maly: {}\n"
                           "zone: {}\n") ==
        Lines{"own.yaml:2:27: values.water_l_per_person_day.source: is required",
              "own.yaml:3:59: values.persons_per_latrine.source: expected who set the value, "
              "found nothing",
              "own.yaml:4:44: values.shelter_m2_per_person.unit: expected \"m2/person\", found "
              "\"ft2/person\" (convert the value)",
              "own.yaml:5:27: values.household_size.value: expected a number in 1..30, found -4",
              "own.yaml:6:3: values.bed_ocupancy: unknown key (did you mean \"bed_occupancy\"?)",
              "own.yaml:8:3: countries.Maly: unknown key (did you mean \"Mali\"?)",
              "own.yaml:9:1: zone: unknown key (did you mean \"zones\"?)"});
}
