// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/leave_one_out.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/hindcast/camp_run.hpp"
#include "calibration/hindcast/crisis.hpp"
#include "calibration/hindcast/crisis_hindcast.hpp"
#include "calibration/scores/of_scenario.hpp"
#include "data_folder.hpp"
#include "engine/simulation.hpp"
#include "io/import/flee.hpp"
#include "io/yaml/scenario_file.hpp"
#include "models/registry.hpp"
#include "tests/validation/flee_reference.hpp"

namespace ravenstein::calibration {
namespace {

/// Case c scores (x - place_c)^2.
Family parabolas(std::vector<double> place) {
  Family family{"parabolas", {"x"}, {-10}, {10}, {}, {}};
  family.score = [place = std::move(place)](std::size_t at, std::span<const double> x) {
    return (x[0] - place[at]) * (x[0] - place[at]);
  };
  return family;
}

/// A case with its restrictions, as the recipes want it (shared/reference/camps.md section 2).
Crisis flee_crisis(std::string_view name, const std::string& parameters, int observed_until_day) {
  const io::FleeImport imported = io::import_flee(data_folder() / "flee" / name, {});
  auto files = io::InputFiles::in_memory(imported.files);
  const std::vector<std::string> overrides{
      "behaviour={model: saturating-gravity, parameters: {" + parameters + "}}",
      "population.falls=exits", "observations.elsewhere=",
      "population.observed_until_day=" + std::to_string(observed_until_day)};
  return crisis_of(std::string(name),
                   io::read_scenario(files, "scenario.yaml", overrides).scenario);
}

bool has_flee_cases() {
  if (std::filesystem::exists(data_folder() / "flee")) return true;
  WARN("skipped: no Flee cases (set RAVENSTEIN_DATA)");
  return false;
}

TEST_CASE("leave-one-out finds the minimum of the others") {
  // The mean of (x - a)^2 over others is least at their mean: 3, 2 and 1 of places 0, 2, 4.
  const Family family = parabolas({0, 2, 4});
  for (const PooledSearch search : {PooledSearch::subplex, PooledSearch::cma_es}) {
    const PooledSettings settings{.search = search, .points = 8, .most_evaluations = 300};
    const ScoreTable table = score_table(family, 3, settings);
    const std::vector<Fold> folds = leave_one_out(family, table, settings);
    const std::array<double, 3> best{3, 2, 1}, held_out{9, 0, 9}, others{1, 4, 1};
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(folds[k].parameters[0] == Approx(best[k]).margin(2e-3));
      CHECK(folds[k].held_out == Approx(held_out[k]).margin(2e-2));
      CHECK(folds[k].others == Approx(others[k]).margin(1e-4));
    }
    CHECK(pooled(family, table, settings).others == Approx(8.0 / 3).margin(1e-4));
  }
}

TEST_CASE("points of a logarithmic parameter are even on the log scale") {
  Family family{"log", {"x"}, {0.01}, {100}, {true}, {}};
  family.score = [](std::size_t, std::span<const double> x) { return std::abs(std::log(x[0])); };
  const PooledSettings settings{.search = PooledSearch::points, .points = 64};
  int below_one = 0;
  for (const std::vector<double>& point : score_table(family, 2, settings).points) {
    CHECK(point[0] > 0.01);
    CHECK(point[0] < 100);
    below_one += point[0] < 1 ? 1 : 0;
  }
  CHECK(below_one == 32);  // half of a balanced sequence
}

TEST_CASE("the form is chosen without the case that is scored") {
  // Two forms without parameters. By all cases form b wins (mean .3 against .4); without case 2,
  // whose score alone makes it win, form a does (.1 against .25; inner leave-one-out of forms
  // without parameters is their mean).
  const ScoreTable a{{{}}, 3, {.1, .1, 1.0}};
  const ScoreTable b{{{}}, 3, {.25, .25, .4}};
  const std::vector<ScoreTable> tables{a, b};
  CHECK(choose_nested(tables) == std::vector<std::size_t>{1, 1, 0});
}

TEST_CASE("paired differences have the standard error of a mean") {
  const std::array<double, 4> a{1, 2, 3, 4}, b{2, 2, 5, 3};  // differences -1 0 -2 1
  const PairedDifference d = paired_difference(a, b);
  CHECK(d.mean == Approx(-.5));
  CHECK(d.standard_error == Approx(std::sqrt(5.0 / 3 / 4)));  // sample variance 5/3
  CHECK(d.wins == 2);
}

TEST_CASE("expected people in camps are those of resolution flows") {
  const auto file =
      io::read_scenario_file(RAVENSTEIN_SOURCE_DIR "/scenarios/mali-2012/scenario.yaml",
                             std::vector<std::string>{"resolution=flows"});
  for (const char* preset : {"R0", "R1", "R2", "R3"}) {
    Scenario scenario = file.scenario;
    scenario.behaviour = {"saturating-gravity", preset, {}};
    REQUIRE(shares_out(scenario));
    const CampObservations observed = camp_observations(scenario);
    const auto exact =
        forecast_of(scenario, simulate(scenario, *models::make_behaviour(scenario), {}));
    const auto fast =
        expected_in_camps(scenario, observed.daily, *models::make_behaviour(scenario));
    REQUIRE(fast.size() == exact.persons.size());
    double off = 0, people = 0;
    for (std::size_t i = 0; i < fast.size(); ++i) {
      off = std::max(off, std::abs(fast[i] - exact.persons[i]));
      people = std::max(people, fast[i]);
    }
    INFO(preset);
    CHECK(people > 10000);
    CHECK(off < 1e-6);
  }
  Scenario travelling = file.scenario;
  travelling.travel.mode = TravelPlan::Mode::network;
  CHECK_FALSE(shares_out(travelling));
}

TEST_CASE("competing destinations have the reference scores of recipe R2c") {
  if (!has_flee_cases()) return;
  // shared/reference/camps.md section 8, column R2c (c = -1/3), after day 30 and all days.
  const std::array<std::array<double, 2>, 8> reference{{{.145481, .130448},
                                                        {.252732, .232947},
                                                        {.695529, .669235},
                                                        {.555936, .527403},
                                                        {.350436, .324935},
                                                        {.238982, .232216},
                                                        {.144834, .142452},
                                                        {.146270, .143656}}};
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const auto& name = validation::kRecipeScores[i].name;
    const Crisis crisis = flee_crisis(name, "capacity: ignored", 30);
    for (int all = 0; all < 2; ++all) {
      const CrisisForecast how{.first_day = all == 1 ? 0 : 31};
      const auto persons = persons_in_camps(crisis, how, {{"competition_exponent", -1.0 / 3}});
      INFO(name);
      CHECK(score(crisis, how, persons) ==
            Approx(reference[i][static_cast<std::size_t>(all)]).margin(1e-5));
    }
  }
}

TEST_CASE("parameters pooled over seven cases reach the reference on the eighth") {
  if (!has_flee_cases()) return;
  // R1 leave-one-case-out: mean .235 (shared/reference/camps.md section 3), allowed .01. The others
  // take longer: `ravenstein_validation FILE camps`.
  CrisisHindcast hindcast{.title = "R1", .forms = {}};
  CrisisForm& form = hindcast.forms.emplace_back(CrisisForm{.name = "R1", .crises = {}});
  for (const validation::RecipeScore& one : validation::kRecipeScores) {
    form.crises.push_back(flee_crisis(one.name, "momentum_exponent: 0", 0));
  }
  form.parameters = {"distance_exponent", "saturation_share"};
  form.lower = {0, .5};
  form.upper = {3, 1.5};
  hindcast.search = {.search = PooledSearch::points, .points = 128};
  const CrisisResult result = run(hindcast);
  CHECK(mean_of(result.chosen_scores) == Approx(.235).margin(.01));
  // The engine's own run scores what the search saw.
  for (std::size_t at = 0; at < 8; ++at) {
    CHECK(result.forms[0].held_out[at] == Approx(result.forms[0].folds[at].held_out).margin(1e-7));
  }
  REQUIRE(result.no_skill.size() == 6);
  CHECK(mean_of(result.no_skill_scores[1]) == Approx(.296275).margin(1e-5));  // capacity, section 8
}

}  // namespace
}  // namespace ravenstein::calibration
