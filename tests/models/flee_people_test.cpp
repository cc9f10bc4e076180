// SPDX-License-Identifier: Apache-2.0
// Who becomes displaced, what they are like, and settings that cannot work.
#include <catch2/catch.hpp>
#include <cmath>

#include "engine/environment.hpp"
#include "models/movement/flee/check.hpp"
#include "models/movement/flee/model.hpp"
#include "tests/models/flee_world.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

namespace {

Scenario three_zones() {
  Scenario scenario =
      flee_world({ZoneKind::town, ZoneKind::town, ZoneKind::camp},
                 {{.a = 0, .b = 1, .distance_km = 90}, {.a = 0, .b = 2, .distance_km = 190}});
  scenario.drivers = {{"conflict", Between::step, {{0, 0, 0.5}}},
                      {"food", Between::step, {{0, 0, 10.0}, {0, 1, 20.0}}}};
  return scenario;
}

std::vector<double> entry_weights(const FleeParameters& parameters, int day) {
  const Scenario scenario = three_zones();
  Flee flee(parameters, scenario);
  Environment environment(scenario);
  const std::vector<double> present(3);
  const std::vector<double> residents{1000, 2000, 0};
  std::vector<double> weight(3);
  for (int t = 0; t <= day; ++t) {
    DayView today = environment.on(t);
    today.present = present;
    today.residents = residents;
    flee.begin_day(today);
    flee.entry_weights(today, weight);
  }
  return weight;
}

AttributeTable attribute(const char* name, std::initializer_list<const char*> values) {
  AttributeTable table;
  table.name = name;
  for (const char* value : values) table.values.push_back({value, 1, {}});
  return table;
}

}  // namespace

TEST_CASE("people come from where conflict and hunger are", "[flee]") {
  FleeParameters p;
  CHECK(entry_weights(p, 0) == std::vector<double>{500, 0, 0});
  p.conflict_spawn_decay = {1, 0.5};
  p.conflict_spawn_decay_interval_days = 2;
  CHECK(entry_weights(p, 1) == std::vector<double>{500, 0, 0});
  CHECK(entry_weights(p, 2) == std::vector<double>{250, 0, 0});
  p.starvation_driven_spawning = true;
  CHECK(entry_weights(p, 2) == std::vector<double>{350, 0, 0});
  p.conflict_zone_spawning_only = false;
  CHECK(entry_weights(p, 2) == std::vector<double>{350, 400, 0});
}

TEST_CASE("numbers displaced by conflict and floods", "[flee]") {
  FleeParameters p;
  Stream stream({.seed = 1}, Purpose::entry, 0, 0);
  const SpawnToday zone{.residents = 1050, .conflict = 0.5, .flood_level = 1, .hasten = 1};
  CHECK(persons_displaced(zone, p, stream) == 0);
  p.conflict_spawn_mode = "constant";
  p.displaced_per_conflict_day = 101;
  CHECK(persons_displaced(zone, p, stream) == 50);  // floor(101 x 0.5)
  p.conflict_spawn_mode = "pop_ratio";
  p.displaced_per_conflict_day = 0.1;
  CHECK(persons_displaced(zone, p, stream) == 52);  // floor(0.1 x 1050 x 0.5)
  p.flood_spawn_mode = "pop_ratio";
  p.displaced_per_flood_day = {0, 0.2};
  CHECK(persons_displaced(zone, p, stream) == 262);
  p.flood_spawn_mode = "none";
  p.conflict_spawn_mode = "poisson";
  p.displaced_per_conflict_day = 200;
  double sum = 0;
  for (int i = 0; i < 1000; ++i) sum += static_cast<double>(persons_displaced(zone, p, stream));
  CHECK(sum / 1000 == Approx(100).margin(3 * 10 / std::sqrt(1000.0)));
}

TEST_CASE("people leave by number, with or without residents to take them from", "[flee]") {
  Scenario scenario = three_zones();
  scenario.population.departures = PopulationPlan::Departures::hazard;
  const ParameterValues rules{{"conflict_spawn_mode", "constant"},
                              {"displaced_per_conflict_day", 600.0}};
  CHECK(run_flee(scenario, rules).totals.entries == 6 * 300);  // intensity 0.5, six days
  scenario.population.take_from_residents = true;              // there are 1,000
  const Projection taken = run_flee(scenario, rules);
  CHECK(taken.totals.entries == 1000);
  CHECK(taken.residents.at(5, 0) == 0);
  CHECK(taken.residents.at(1, 0) == 400);
}

TEST_CASE("children, boys, the elderly and women see hazards differently", "[flee]") {
  FleeParameters p;
  CHECK(hazard_view(10, "male", p) == HazardView::plain);
  p.children_avoid_hazards = true;
  CHECK(hazard_view(18, "male", p) == HazardView::squared);
  CHECK(hazard_view(19, "male", p) == HazardView::plain);
  p.boys_take_risk = true;
  CHECK(hazard_view(14, "male", p) == HazardView::squared);
  CHECK(hazard_view(15, "male", p) == HazardView::indifferent);
  CHECK(hazard_view(15, "female", p) == HazardView::squared);
  p.elderly_avoid_hazards = true;
  CHECK(hazard_view(60, "male", p) == HazardView::indifferent);  // 1^2
  CHECK(hazard_view(60, "female", p) == HazardView::squared);
  p.women_avoid_hazards = true;
  CHECK(hazard_view(30, "female", p) == HazardView::squared);
  CHECK(hazard_view(70, "female", p) == HazardView::squared);  // once
  CHECK(score_by(HazardView::squared, 0.5) == 0.25);
  CHECK(score_by(HazardView::indifferent, 0.5) == 1);
}

TEST_CASE("only what the rules look at makes a class of its own", "[flee]") {
  const std::vector<AttributeTable> tables{attribute("age", {"5", "10", "30"}),
                                           attribute("gender", {"female", "male"}),
                                           attribute("shoe_size", {"38", "44"})};
  const ChoiceGroups groups(tables);
  REQUIRE(groups.size() == 12);
  FleeParameters p;
  CHECK(ChoiceClasses(p, groups).size() == 1);
  p.children_avoid_hazards = true;
  const ChoiceClasses classes(p, groups);
  CHECK(classes.size() == 2);
  for (std::uint16_t g = 0; g < groups.size(); ++g) {
    const bool child = groups.value(g, "age") != "30";
    CHECK((classes[classes.of_group(g)].hazards == HazardView::squared) == child);
  }
}

TEST_CASE("hazards weigh as the class sees them", "[flee]") {
  // A conflict zone of score 0.25 and a town, equally near. Plain people go there with probability
  // 0.2, children with 0.0625 / 1.0625.
  Scenario scenario =
      flee_world({ZoneKind::town, ZoneKind::camp, ZoneKind::camp},
                 {{.a = 0, .b = 1, .distance_km = 10}, {.a = 0, .b = 2, .distance_km = 10}});
  scenario.drivers[0].changes.push_back({0, 1, 1.0});
  scenario.world.zones[0].population = 1'000'000'000;  // so that nobody starts in the other
  scenario.world.zones[1].population = 0;
  scenario.observations[0].entries[1].persons = 10000;
  scenario.attributes = {attribute("age", {"8"})};
  const ParameterValues rules{{"conflict_weight", 0.25}, {"conflict_movechance", 1.0}};
  const auto in_conflict = [&](bool children_avoid) {
    ParameterValues values = rules;
    values["children_avoid_hazards"] = children_avoid;
    return run_flee(scenario, values).arrivals.at(1, 1);
  };
  CHECK(in_conflict(false) > 1900);
  CHECK(in_conflict(true) < 1000);
}

TEST_CASE("ethnicity and religion draw people to their like", "[flee]") {
  Scenario scenario =
      flee_world({ZoneKind::town, ZoneKind::camp, ZoneKind::town},
                 {{.a = 0, .b = 1, .distance_km = 90}, {.a = 0, .b = 2, .distance_km = 90}});
  scenario.attributes = {attribute("ethnicity", {"Dinka", "Nuer"})};
  for (Zone& zone : scenario.world.zones) {
    zone.attributes = {{"Dinka", 300}, {"Nuer", 100}};
  }
  FleeParameters p;
  p.match_camp_ethnicity = true;
  p.match_town_ethnicity = true;
  const auto weights = [&](std::uint16_t group) {
    Flee flee(p, scenario);
    Environment environment(scenario);
    std::vector<double> nobody(3);
    DayView today = environment.on(0);
    today.present = nobody;
    today.residents = nobody;
    flee.begin_day(today);
    return flee.tables().weights(0, group, kNowhere);
  };
  // Camp: 10 x 300/400; town of 1,000: 10 x 300/1000.
  CHECK_THAT(weights(0), Catch::Matchers::Approx(std::vector<double>{0.075, 0.03}));
  CHECK_THAT(weights(1), Catch::Matchers::Approx(std::vector<double>{0.025, 0.01}));
  p.match_camp_population_zero = true;
  CHECK(weights(0)[0] == Approx(0.01 * 10 * 300 / 1e8));
}

TEST_CASE("a setting that could not act is a problem", "[flee]") {
  const Scenario scenario = three_zones();
  CHECK(check_flee({}, scenario).empty());
  const auto problems = [&](auto change) {
    FleeParameters p;
    Scenario changed = scenario;
    change(p, changed);
    return check_flee(p, changed).size();
  };
  CHECK(problems([](auto& p, auto&) { p.children_avoid_hazards = true; }) == 1);  // no ages
  CHECK(problems([](auto& p, auto&) { p.boys_take_risk = true; }) == 1);          // no gender
  CHECK(problems([](auto& p, auto&) { p.flood_movechances = {0, 1}; }) == 1);     // no floods
  CHECK(problems([](auto& p, auto&) { p.flee_when_starving = true; }) == 0);      // there is hunger
  CHECK(problems([](auto& p, auto&) { p.conflict_spawn_mode = "constant"; }) == 1);
  CHECK(problems([](auto& p, auto& s) {
          p.conflict_spawn_mode = "constant";
          s.population.departures = PopulationPlan::Departures::hazard;
        }) == 0);
  CHECK(problems([](auto&, auto& s) {
          s.population.departures = PopulationPlan::Departures::hazard;
        }) == 1);
  CHECK(problems([](auto& p, auto&) { p.stay_close_to_home = true; }) == 3);  // no coordinates
  CHECK(problems([](auto&, auto& s) { s.resolution = Resolution::flows; }) == 1);
}

TEST_CASE("presets hold parameters that exist and fit", "[flee]") {
  const BehaviourModel* model = find_behaviour_model("flee");
  REQUIRE(model != nullptr);
  for (const auto& [preset, values] : model->presets) {
    INFO(preset);
    for (const auto& [name, value] : values) {
      INFO(name);
      const auto info = std::find_if(model->parameters.begin(), model->parameters.end(),
                                     [&](const ParameterInfo& p) { return p.name == name; });
      REQUIRE(info != model->parameters.end());
      CHECK(conform(*info, value).has_value());
    }
  }
  CHECK(model->presets.at("flee-3").size() == 9);
}
