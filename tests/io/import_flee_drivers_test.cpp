// SPDX-License-Identifier: Apache-2.0
// Food insecurity and floods of Flee cases. No public case has them: the small one gets tables as
// Flee's documentation shows them, worked out by hand.
#include <catch2/catch.hpp>
#include <sstream>

#include "engine/simulation.hpp"
#include "io/import/flee.hpp"
#include "io/yaml/scenario_file.hpp"
#include "tests/io/flee_folders.hpp"

namespace ravenstein::io {
namespace {

using Files = std::map<std::string, std::string>;

FleeImport imported(const Files& files) {
  const TemporaryFolder folder;
  write_case(folder, files);
  return import_flee(folder.path());
}

std::string notes(const FleeImport& done) {
  std::string text;
  for (const ImportNote& note : done.report) text += note_text(note) + '\n';
  return text;
}

std::string errors(const Files& files) {
  try {
    imported(files);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

Scenario read_back(const FleeImport& done) {
  InputFiles files = InputFiles::in_memory(done.files);
  return read_scenario(files, "scenario.yaml").scenario;
}

/// Values of all zones on a day.
std::vector<double> values_on(const Scenario& scenario, const std::string& driver, int day) {
  const ConditionTable* table = scenario.driver(driver);
  REQUIRE(table != nullptr);
  ConditionCursor cursor(*table, scenario.world.size());
  const auto values = cursor.advance_to(day);
  return {values.begin(), values.end()};
}

Files hungry() {
  Files files = small_case();
  files["simsetting.yml"] = "move_rules:\n  flee_when_starving: True\n";
  files["input_csv/region_attributes_IPC.csv"] = "#Day,North,East\n0,10,0\n4,30,8\n20,30,8\n";
  return files;
}

Files flooded() {
  Files files = small_case();
  files["simsetting.yml"] =
      "spawn_rules:\n  take_from_population: True\n  conflict_zone_spawning_only: False\n"
      "  flood_zone_spawning_only: True\n"
      "  flood_driven_spawn_mode:\n    displaced_per_flood_day: [0.0, 0.1, 0.5]\n"
      "move_rules:\n  flood_rules:\n    flood_movechances: [0.0, 0.5, 1.0]\n"
      "    max_flood_level: 2\n    flood_forecaster: True\n";
  files["input_csv/flood_level.csv"] =
      "#Day,River\n0,0\n1,1\n2,2\n3,2\n4,0\n5,0\n6,0\n7,0\n8,0\n9,0\n";
  return files;
}

TEST_CASE("food insecurity by region becomes a driver of its zones, linear between its days") {
  const FleeImport done = imported(hungry());
  CHECK(done.files.at("food.csv") ==
        "zone,date,value\nOld_Town,2020-01-01,10\nRiver,2020-01-01,10\nCamp_A,2020-01-01,0\n"
        "Old_Town,2020-01-05,30\nRiver,2020-01-05,30\nCamp_A,2020-01-05,8\n"
        "Old_Town,2020-01-21,30\nRiver,2020-01-21,30\nCamp_A,2020-01-21,8\n");
  const Scenario scenario = read_back(done);
  CHECK(values_on(scenario, "food", 0) == std::vector<double>{10, 10, 0});
  CHECK(values_on(scenario, "food", 1) == std::vector<double>{15, 15, 2});
  CHECK(values_on(scenario, "food", 9) == std::vector<double>{30, 30, 8});
  CHECK(scenario.behaviour.parameters.at("flee_when_starving") == ParameterValue(true));
}

TEST_CASE("food insecurity that no rule uses is left out, and told") {
  Files files = hungry();
  files["simsetting.yml"] = "move_rules:\n  flee_when_starving: False\n";
  const FleeImport done = imported(files);
  CHECK_FALSE(done.files.contains("food.csv"));
  CHECK_THAT(notes(done), Catch::Contains("left out: region_attributes_IPC.csv: no rule that is on "
                                          "uses the driver food"));
  CHECK_NOTHROW(read_back(done));
  // The rule without its data: our reader says what is missing.
  files = hungry();
  files.erase("input_csv/region_attributes_IPC.csv");
  CHECK_THROWS_WITH(read_back(imported(files)), Catch::Contains("need the driver \"food\""));
}

TEST_CASE("odd tables of food insecurity") {
  Files files = hungry();
  files["input_csv/region_attributes_IPC.csv"] = "#Day,North,Nort\n3,10,0\n";
  const FleeImport done = imported(files);
  CHECK_THAT(notes(done),
             Catch::Contains("Nort: a column for a region without locations (did you mean "
                             "\"North\"?)") &&
                 Catch::Contains("East: a region without a column: 0 % in lack of food") &&
                 Catch::Contains("the first row is of day 3: its values hold before, too"));
  CHECK(values_on(read_back(done), "food", 0) == std::vector<double>{10, 10, 0});
  const auto broken = [&](const std::string& text) {
    files["input_csv/region_attributes_IPC.csv"] = text;
    return errors(files);
  };
  CHECK_THAT(
      broken("#Day,North\n0,110\n"),
      Catch::Contains("region_attributes_IPC.csv:2:3: per cent: expected 0..100, found 110"));
  CHECK_THAT(broken("#Day,North\n5,1\n5,2\n"), Catch::Contains("expected a day after 5, found 5"));
  CHECK_THAT(broken("#Day,North\n"), Catch::Contains("expected a row of a day, found none"));
  CHECK_THAT(broken("0,1\n"), Catch::Contains("expected a header: #Day and region names"));
  CHECK_THAT(broken("#Day,North\nx,1\n"), Catch::Contains("day: expected a whole number"));
}

TEST_CASE("floods become a driver, their rules parameters, and they displace people") {
  const FleeImport done = imported(flooded());
  CHECK(done.files.at("flood.csv") ==
        "zone,date,value\nRiver,2020-01-02,1\nRiver,2020-01-03,2\nRiver,2020-01-05,0\n");
  const std::string told = notes(done);
  CHECK_THAT(told, Catch::Contains("flood_forecaster: not supported") &&
                       Catch::Contains("max_flood_level: the lists by level say"));
  Scenario scenario = read_back(done);
  CHECK(values_on(scenario, "flood", 2) == std::vector<double>{0, 2, 0});
  const ParameterValues& p = scenario.behaviour.parameters;
  CHECK(p.at("flood_movechances") == ParameterValue(std::vector<double>{0, 0.5, 1}));
  CHECK(p.at("flood_spawn_mode") == ParameterValue(std::string("pop_ratio")));
  CHECK(p.at("displaced_per_flood_day") == ParameterValue(std::vector<double>{0, 0.1, 0.5}));
  CHECK(scenario.population.departures == PopulationPlan::Departures::hazard);
  // 1,000 residents: a tenth at level 1, then half of 900 and half of 450, counted down.
  scenario.world.zones[1].population = 1000;
  scenario.population.initial = PopulationPlan::Initial::empty;
  const auto behaviour = models::make_behaviour(scenario);
  CHECK(simulate(scenario, *behaviour, {}).totals.entries == 100 + 450 + 225);
}

TEST_CASE("settings of floods that displace nobody") {
  Files files = flooded();
  files["simsetting.yml"] =
      "spawn_rules:\n  flood_driven_spawn_mode:\n    flood_spawn_mode: constant\n"
      "    spawn_mode: constant\n";
  const std::string told = notes(imported(files));
  CHECK_THAT(told, Catch::Contains("flood_driven_spawn_mode: has no effect without "
                                   "flood_zone_spawning_only") &&
                       Catch::Contains("flood_spawn_mode: has no effect in Flee either") &&
                       Catch::Contains("flood_level.csv: no rule that is on uses the driver"));
  files = flooded();
  files["input_csv/flood_level.csv"] = "#Day,River\n0,-1\n";
  CHECK_THAT(errors(files), Catch::Contains("flood_level.csv:2:3: flood level: expected a number"));
}

TEST_CASE("settings that do nothing are left out, so that the scenario reads") {
  Files files = small_case();
  files["simsetting.yml"] =
      "move_rules:\n  home_distance_power: 0.7\n  max_walk_speed: 30\n  avg_religion_fraction: .3\n"
      "  stay_close_to_home: False\n";
  files["input_csv/demographics_age.csv"] = "age,Default\n10,1\n";
  const FleeImport done = imported(files);
  CHECK_THAT(
      notes(done),
      Catch::Contains("left out: simsetting.yml: home_distance_power: 0.7 does nothing while "
                      "stay_close_to_home is false") &&
          Catch::Contains("max_walk_speed_km_per_day: 30 does nothing while start_on_foot") &&
          Catch::Contains("demographics_age.csv: no rule that is on uses it"));
  CHECK(done.files.contains("age.csv"));
  CHECK(read_back(done).behaviour.parameters == ParameterValues{{"stay_close_to_home", false}});
}

TEST_CASE("a series of a place that is no location counts in the total only") {
  Files files = small_case();
  files["source_data/data_layout.csv"] += "Ghost,g.csv\nSpirit,h.csv\n";
  files["source_data/g.csv"] = "2020-01-01,5\n2020-01-06,25\n";
  files["source_data/h.csv"] = "2020-01-01,1\n2020-01-06,1\n";
  const FleeImport done = imported(files);
  CHECK(done.files.at("elsewhere.csv") == "date,persons\n2020-01-01,6\n2020-01-06,26\n");
  CHECK_THAT(notes(done),
             Catch::Contains("data_layout.csv:3:1: Ghost: a series of what is not a location: its "
                             "people count in the total and nowhere else"));
  const Scenario scenario = read_back(done);
  REQUIRE(scenario.observations.size() == 2);
  CHECK(scenario.observations[1].zone == kNowhere);
  // 10 in the camp on day 0; the camp grows by 40, the other places by 20.
  const auto behaviour = models::make_behaviour(scenario);
  CHECK(simulate(scenario, *behaviour, {}).totals.people_at_end == 10 + 40 + 20);
}

}  // namespace
}  // namespace ravenstein::io
