// SPDX-License-Identifier: Apache-2.0
// The table of strata, and what is said of every mistake in it.
#include <catch2/catch.hpp>

#include "example.hpp"

using namespace ravenstein;
using example::Lines;
using example::problems;
using example::read;
using example::scenario_problems;
using example::with;

namespace {

const std::vector<std::string> kByHazard{
    "population={departures: hazard, initial: empty, strata: strata.csv}",
    "behaviour.parameters={departure_hazard_per_day: 0.01}"};

example::Files with_strata(const std::string& table) {
  example::Files files = with("s.yaml", "observations: {table: counts.csv}\n", "");
  files["strata.csv"] = table;
  return files;
}

const Strata strata_of(const std::string& table) {
  return read(with_strata(table), kByHazard).scenario.strata;
}

Lines told(const std::string& table) { return problems(with_strata(table), kByHazard); }

}  // namespace

TEST_CASE("strata: every column is read") {
  const Strata strata = strata_of(
      "sex,age,share,share:G,births_per_year,deaths_per_year,newborn_share,relative_hazard,"
      "relative_hazard:displacement\n"
      "female,0-17,0.25,0.3,,0.01,0.5,1.5,\n"
      "female,18+,0.5,0.2,0.1,0.02,,0.8,2\n"
      "male,all,0.25,0.5,0,,0.5,,\n");
  CHECK(strata.dimensions == std::vector<std::string>{"sex", "age"});
  REQUIRE(strata.size() == 3);
  CHECK(strata.name(1) == "female 18+");
  CHECK(strata.strata[1].births_per_year == 0.1);
  CHECK(strata.strata[0].births_per_year == 0);
  CHECK(strata.strata[0].deaths_per_year == 0.01);
  CHECK(strata.strata[2].deaths_per_year == 0);
  CHECK(strata.strata[0].newborn_share == 0.5);
  CHECK(strata.strata[1].newborn_share == 0);
  CHECK(strata.relative_hazards("displacement") == std::vector<double>{1.5, 2, 1});
  CHECK(strata.relative_hazards("flood") == std::vector<double>{1.5, 0.8, 1});
  CHECK(strata.share == std::vector<double>{0.25, 0.5, 0.25,  // K
                                            0.3, 0.2, 0.5,    // G has shares of its own
                                            0.25, 0.5, 0.25, 0.25, 0.5, 0.25});
}

TEST_CASE("strata: need not be recorded") {
  std::vector<std::string> overrides = kByHazard;
  overrides.emplace_back("record.strata=false");
  const auto files = with_strata("sex,share\nf,0.5\nm,0.5\n");
  CHECK_FALSE(read(files, overrides).scenario.record.strata);
}

TEST_CASE("strata: none means one for everybody") {
  const Scenario scenario = read(example::files()).scenario;
  CHECK(scenario.strata.size() == 1);
  CHECK(scenario.strata.name(0) == "all");
}

TEST_CASE("strata: shares sum to one, in general and zone by zone") {
  CHECK(told("sex,share,share:K,share:G\nf,0.5,0.6,0.5\nm,0.4,0.6,0.5\n") ==
        Lines{"strata.csv:1:5: shares sum to 0.9, expected 1",
              "strata.csv:1:11: shares sum to 1.2, expected 1"});
  CHECK(told("sex,share\nf,0.5\nm,0.5000009\n").empty());
  // Shares within the tolerance are scaled.
  const Strata strata = strata_of("sex,share\nf,0.5\nm,0.5000009\n");
  CHECK(strata.share[0] + strata.share[1] == 1);
  CHECK(told("sex,share\nf,0.5\nm,0.500002\n") ==
        Lines{"strata.csv:1:5: shares sum to 1.000002, expected 1"});
  CHECK(told("sex,share\nf,-0.5\nm,1\n") ==
        Lines{"strata.csv:2:3: share: expected a number in 0..1, found \"-0.5\""});
  CHECK(told("sex,share\nf,\nm,1\n") == Lines{"strata.csv:2:3: share: is empty"});
  CHECK(told("sex,share:G\nf,0.5\nm,0.5\n") ==
        Lines{"strata.csv:1:1: column share is missing, and not every zone has one of its own (the "
              "share of residents in each stratum)"});
  CHECK(told("sex,share:K,share:G,share:0101,share:A\nf,1,1,1,1\n").empty());
  CHECK(told("sex,share,share:Gao,share:B\nf,1,1,1\n") ==
        Lines{"strata.csv:1:11: unknown zone \"Gao\" (its code is \"G\")",
              "strata.csv:1:21: unknown zone \"B\" (did you mean \"K\"?)"});
}

TEST_CASE("strata: who they are") {
  CHECK(
      told("share\n1\n") ==
      Lines{"strata.csv:1:1: no column says who the strata are (add a column such as sex or age)"});
  CHECK(told("sex,age,share\nf,0-17,0.5\nm,0-17,0.25\nf,0-17,0.25\n") ==
        Lines{"strata.csv:4:1: sex: the stratum \"f 0-17\" is already in line 2"});
  CHECK(told("sex,age,share\nf,,1\n") == Lines{"strata.csv:2:3: age: is empty"});
  CHECK(
      told("sex,share,birth_per_year\nf,1,0\n") ==
      Lines{"strata.csv:1:11: unknown column birth_per_year (did you mean \"births_per_year\"?)"});
  CHECK(told("sex,share\n") == Lines{"strata.csv:1:1: holds no strata"});
  std::string many = "age,share\n";
  for (int age = 0; age <= 256; ++age) {
    many += std::to_string(age) + (age == 0 ? ",1\n" : ",0\n");
  }
  CHECK(told(many) == Lines{"strata.csv:258:1: there are more than 256 strata"});
  CHECK(told(many.substr(0, many.find("256,0\n"))).empty());
}

TEST_CASE("strata: births need to know into which stratum") {
  CHECK(told("sex,share,births_per_year\nf,1,0.04\n") ==
        Lines{"strata.csv:1:11: newborn_share sums to 0, expected 1: into which strata children "
              "are born"});
  CHECK(told("sex,share,births_per_year,newborn_share\nf,0.5,0.04,0.5\nm,0.5,,0.4\n") ==
        Lines{"strata.csv:1:27: newborn_share sums to 0.9, expected 1: into which strata children "
              "are born"});
  CHECK(told("sex,share,newborn_share\nf,1,1\n") ==
        Lines{"strata.csv:1:11: has no effect: births_per_year is nowhere above 0"});
  CHECK(told("sex,share,deaths_per_year,relative_hazard\nf,1,-1,-2\n") ==
        Lines{"strata.csv:2:5: deaths_per_year: expected a number in 0..10, found \"-1\"",
              "strata.csv:2:8: relative_hazard: expected a number in 0..1000, found \"-2\""});
}

TEST_CASE("strata: causes are those of the behaviour") {
  CHECK(
      scenario_problems(with_strata("sex,share,relative_hazard:displacemnt\nf,1,2\n"), kByHazard) ==
      Lines{"--set population={departures: hazard, initial: empty, strata: strata.csv}: "
            "population.strata: relative_hazard:displacemnt: expected a cause of the behaviour: "
            "displacement (did you mean \"displacement\"?)"});
}

TEST_CASE("strata: births and deaths are not observed departures") {
  auto files = example::files();
  files["strata.csv"] = "sex,share,deaths_per_year\nf,1,0.01\n";
  CHECK(scenario_problems(files, {"population.strata=strata.csv"}) ==
        Lines{"--set population.strata=strata.csv: population.strata: births and deaths need "
              "population.departures: hazard (leave out births_per_year, deaths_per_year and "
              "newborn_share)"});
}
