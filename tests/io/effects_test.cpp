// SPDX-License-Identifier: Apache-2.0
// What is set and does nothing: an error where it was set, a note where something put on top of it
// made it idle or where tables are shared between models. The wording is our own.
#include "io/yaml/effects.hpp"

#include <catch2/catch.hpp>

#include "example.hpp"

using namespace ravenstein;
using example::Files;
using example::Lines;
using example::scenario_problems;
using example::with;

namespace {

/// The example with this in place of its behaviour, and lines added at the end.
Files scenario(const std::string& behaviour, const std::string& more = "") {
  Files all = with("s.yaml", "{model: saturating-gravity, preset: R1}", behaviour);
  all["s.yaml"] += more;
  return all;
}

Files flee(const std::string& parameters, const std::string& more = "") {
  return scenario("{model: flee, parameters: {" + parameters + "}}", more);
}

Lines notes(const Files& all, const std::vector<std::string>& overrides = {}) {
  Lines lines;
  for (const Problem& note : example::read(all, overrides).notes) lines.push_back(to_string(note));
  return lines;
}

/// Subjects of the problems, all of which tell that something does nothing.
Lines idle(const Files& all, const std::vector<std::string>& overrides = {}) {
  Lines subjects;
  try {
    example::read(all, overrides);
  } catch (const InputError& error) {
    CHECK((error.kind() == InputKind::scenario));
    for (const Problem& problem : error.problems()) {
      CHECK_THAT(problem.message, Catch::Contains("does nothing"));
      subjects.push_back(problem.subject);
    }
  }
  return subjects;
}

const std::string kBelow = "behaviour.parameters.";

}  // namespace

TEST_CASE("effects: a parameter of a rule that is off is an error where it stands") {
  CHECK(scenario_problems(scenario("{model: saturating-gravity, parameters: {capacity: ignored, "
                                   "saturation_share: 0.9}}")) ==
        Lines{"s.yaml:9:90: behaviour.parameters.saturation_share: found 0.9, which does nothing "
              "while capacity is ignored (leave it out, or change behaviour.parameters.capacity)"});
  // R1 has no momentum: the preset switches it off.
  CHECK(scenario_problems(scenario("{model: saturating-gravity, preset: R1, parameters: "
                                   "{momentum_floor: 0.2}}")) ==
        Lines{"s.yaml:9:81: behaviour.parameters.momentum_floor: found 0.2, which does nothing "
              "while momentum_exponent is 0 (leave it out, or change behaviour.preset)"});
  CHECK(notes(scenario("{model: saturating-gravity, preset: R0, parameters: "
                       "{momentum_floor: 0.2}}"),
              {"closures="})
            .size() == 4);  // the columns of the example's tables, see below
}

TEST_CASE("effects: each parameter of Flee that belongs to a rule") {
  const std::pair<const char*, const char*> kOff[] = {
      {"pop_power_for_loc_weight: 0.2", "use_pop_for_loc_weight: true"},
      {"home_distance_power: 1", "stay_close_to_home: true"},
      {"movechance_pop_base: 10", "movechance_pop_scale_factor: 0.1"},
      {"conflict_spawn_decay_interval_days: 20", "conflict_spawn_decay: [1, 0.5]"},
      {"latitude_longitude_swapped: true", "stay_close_to_home: true"},
      {"softening_km: 20", "awareness_level: 1"}};
  for (const auto& [parameter, rule] : kOff) {
    INFO(parameter);
    const std::string name = std::string(parameter).substr(0, std::string(parameter).find(':'));
    const bool route = name == "softening_km";
    CHECK(idle(flee(std::string(parameter) + (route ? ", awareness_level: 0" : ""))) ==
          Lines{kBelow + name});
    CHECK_NOTHROW(example::read(flee(std::string(parameter) + ", " + rule)));
  }
  // Idle, for the rule it belongs to is idle itself: both are told.
  CHECK(idle(flee("awareness_level: 0, stay_close_to_home: true, home_distance_power: 1")) ==
        Lines{kBelow + "home_distance_power", kBelow + "stay_close_to_home"});
  // A flag set to what it is anyway asks for nothing.
  CHECK_NOTHROW(example::read(flee("boys_take_risk: false, conflict_zone_spawning_only: true")));
  CHECK(idle(flee("conflict_zone_spawning_only: false")) ==
        Lines{kBelow + "conflict_zone_spawning_only"});
  CHECK(idle(flee("displaced_per_conflict_day: 3, displaced_per_flood_day: [0, 1]")) ==
        Lines{kBelow + "displaced_per_conflict_day", kBelow + "displaced_per_flood_day"});
}

TEST_CASE("effects: a speed on foot acts only where somebody walks") {
  Files all = flee("max_walk_speed_km_per_day: 20");
  CHECK_NOTHROW(example::read(all));  // G - 0101 has a walk_probability
  all = with("links.csv", "100,0.25", "100,", all);
  CHECK(idle(all) == Lines{kBelow + "max_walk_speed_km_per_day"});
  CHECK_NOTHROW(
      example::read(with("s.yaml", "per_day: 20", "per_day: 20, start_on_foot: true", all)));
}

TEST_CASE("effects: drivers and personal attributes that no rule uses") {
  Files all = flee("", "population: {attributes: {age: age.csv}}\n");
  all["s.yaml"].replace(all["s.yaml"].find("  conflict:"), 0, "  food: {table: food.csv}\n");
  all["food.csv"] = "zone,date,value\nK,2012-03-01,40\n";
  all["age.csv"] = "value,default\n10,1\n";
  CHECK(scenario_problems(all) ==
        Lines{"s.yaml:8:9: drivers.food: does nothing with flee: no rule that is on uses it (leave "
              "it out, or change behaviour)",
              "s.yaml:12:32: population.attributes.age: found \"age.csv\", which does nothing with "
              "flee: no rule that is on uses it (leave it out, or change behaviour)"});
  all = with("s.yaml", "parameters: {",
             "parameters: {flee_when_starving: true, "
             "children_avoid_hazards: true",
             all);
  CHECK_NOTHROW(example::read(all));
  // Another model over them, from outside: a fact it has no use for.
  const Lines told = notes(all, {"behaviour={model: saturating-gravity, preset: R1}"});
  REQUIRE(told.size() > 2);
  CHECK(told[0] ==
        "s.yaml:8:9: drivers.food: does nothing with saturating-gravity: no rule that "
        "is on uses it");
}

TEST_CASE("effects: the section travel") {
  CHECK(idle(scenario("{model: saturating-gravity, preset: R1}",
                      "travel: {speed_km_per_day: 100}\n")) == Lines{"travel.speed_km_per_day"});
  CHECK_NOTHROW(example::read(scenario("{model: saturating-gravity, preset: R1}",
                                       "travel: {mode: network, speed_km_per_day: 100}\n")));
  CHECK(idle(flee("", "travel: {mode: network, speed_km_per_day: 100}\n")) == Lines{"travel"});
  // The scenario says network; whoever lays another mode over it leaves the speed behind.
  CHECK(notes(scenario("{model: saturating-gravity, preset: R1}",
                       "travel: {mode: network, speed_km_per_day: 100}\n"),
              {"travel.mode=instantaneous"})[0] ==
        "s.yaml:11:43: travel.speed_km_per_day: found 100, which does nothing while travel.mode is "
        "instantaneous");
}

TEST_CASE("effects: of the population, and the seed of what draws nothing") {
  const std::string by_hazard =
      "{model: saturating-gravity, preset: R1, parameters: {departure_hazard_per_day: 0.1}}";
  CHECK(idle(scenario(by_hazard,
                      "population: {departures: hazard, falls: exits, take_from_residents: "
                      "true}\n")) == Lines{"population.falls", "population.take_from_residents"});
  // Flee displaces numbers of people, whom only this key counts down.
  CHECK(idle(flee("conflict_spawn_mode: constant",
                  "population: {departures: hazard, falls: exits, take_from_residents: true}\n")) ==
        Lines{"population.falls"});
  CHECK(idle(flee("conflict_spawn_mode: constant, conflict_zone_spawning_only: false, "
                  "starvation_driven_spawning: false",
                  "population: {departures: hazard}\n")) ==
        Lines{kBelow + "conflict_zone_spawning_only"});
  CHECK(idle(scenario("{model: saturating-gravity, preset: R1}", "seed: 3\nresolution: flows\n")) ==
        Lines{"seed"});
}

TEST_CASE("effects: facts of tables that a model has no use for are notes") {
  Files all = example::files();
  all["closures.csv"] += "forced_redirection,A,G,2012-03-05,\n";
  CHECK(notes(all) ==
        Lines{"closures.csv:4:1: closures.forced_redirection: is not used by saturating-gravity",
              "links.csv:4:11: links.forced_from: is not used by saturating-gravity",
              "links.csv:3:14: links.max_speed_km_per_day: is not used by saturating-gravity",
              "links.csv:3:18: links.walk_probability: is not used by saturating-gravity",
              "zones.csv:3:43: zones.altitude_m: is not used by saturating-gravity"});
  CHECK(notes(all, {"behaviour={model: flee}"}) ==
        Lines{"zones.csv:3:43: zones.altitude_m: is not used by flee"});
  all["closures.csv"] += "link,K,G,2012-03-05,2012-03-08\n";
  CHECK(notes(all, {"behaviour={model: flee, preset: flee-3}"}) ==
        Lines{"closures.csv:4:1: closures.forced_redirection: is not used by flee",
              "closures.csv:5:1: closures.link: is not used by flee",
              "zones.csv:3:43: zones.altitude_m: is not used by flee"});
}

TEST_CASE("effects: what extends a scenario may switch off what the base set") {
  Files all = scenario("{model: saturating-gravity, parameters: {saturation_share: 0.9}}");
  all["base.yaml"] = all["s.yaml"];
  all["s.yaml"] = "extends: base.yaml\nbehaviour: {parameters: {capacity: ignored}}\n";
  CHECK(notes(all)[1] ==
        "base.yaml:9:71: behaviour.parameters.saturation_share: found 0.9, which does nothing "
        "while capacity is ignored");
  // The other way round the one on top sets what cannot act.
  all["base.yaml"] =
      scenario("{model: saturating-gravity, parameters: {capacity: ignored}}")["s.yaml"];
  all["s.yaml"] = "extends: base.yaml\nbehaviour: {parameters: {saturation_share: 0.9}}\n";
  CHECK(idle(all) == Lines{kBelow + "saturation_share"});
}

TEST_CASE("effects: a run beside may switch off what the scenario set, not set what is off") {
  const Files all = scenario(
      "{model: saturating-gravity, parameters: {momentum_exponent: 0, "
      "saturation_share: 0.9}}");
  const Lines told =
      notes(all, {"beside=[{name: x, set: {behaviour.parameters.capacity: ignored}}]"});
  CHECK(told.back() ==
        "s.yaml:9:93: behaviour.parameters.saturation_share: found 0.9, which does nothing while "
        "capacity is ignored (beside: x)");
  CHECK(idle(all, {"beside=[{name: x, set: {behaviour.parameters.momentum_floor: 0.2}}]"}) ==
        Lines{kBelow + "momentum_floor"});
}

TEST_CASE("effects: --set of what cannot act is an error") {
  const Files all = scenario("{model: saturating-gravity, preset: R0}");
  CHECK(scenario_problems(all, {"behaviour.parameters.saturation_share=0.9"}) ==
        Lines{"--set behaviour.parameters.saturation_share=0.9: "
              "behaviour.parameters.saturation_share: found 0.9, which does nothing while capacity "
              "is ignored (leave it out, or change behaviour.preset)"});
}

TEST_CASE("effects: parameters that another model left behind are told as what they are") {
  CHECK(scenario_problems(flee("softening_km: 20"), {"behaviour.model=saturating-gravity"}) ==
        Lines{"s.yaml:9:39: behaviour.parameters.softening_km: saturating-gravity has no such "
              "parameter (a parameter of flee; to change the model, replace the whole section: "
              "--set \"behaviour={model: saturating-gravity}\")"});
}

TEST_CASE("effects: momentum without a first month to build on is told") {
  const auto told = [](const std::string& preset, const std::vector<std::string>& more = {}) {
    const Lines all = notes(scenario("{model: saturating-gravity, preset: " + preset + "}"), more);
    return !all.empty() && all[0].find("population.observed_until_day") != std::string::npos;
  };
  CHECK(told("R2"));
  CHECK(told("R3"));
  CHECK_FALSE(told("R3", {"population.observed_until_day=20"}));
  CHECK_FALSE(told("R0"));
  CHECK_FALSE(told("R1"));
  CHECK_FALSE(told("R3", {"travel.mode=network"}));  // cannot be set then
}
