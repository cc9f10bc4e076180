// SPDX-License-Identifier: Apache-2.0
// Recipes R0-R3 of saturating gravity on the eight public cases, in expectation, against six-digit
// scores of an independent implementation (tests/validation/flee_reference.hpp says of which).
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "calibration/scores/measures.hpp"
#include "calibration/scores/of_scenario.hpp"
#include "engine/simulation.hpp"
#include "io/import/flee.hpp"
#include "io/yaml/scenario_file.hpp"
#include "models/registry.hpp"
#include "tests/validation/flee_reference.hpp"

using namespace ravenstein;

TEST_CASE("recipes R0-R3 have the reference scores in expectation") {
  const char* data = std::getenv("RAVENSTEIN_DATA");
  const std::filesystem::path cases =
      std::filesystem::path(data != nullptr ? data : RAVENSTEIN_SOURCE_DIR "/../shared/data") /
      "flee";
  if (!std::filesystem::exists(cases)) {
    WARN("no Flee cases (docs/data.md): skipped");
    return;
  }
  for (const validation::RecipeScore& reference : validation::kRecipeScores) {
    const io::FleeImport imported = io::import_flee(cases / reference.name, {});
    for (std::size_t recipe = 0; recipe < 4; ++recipe) {
      auto files = io::InputFiles::in_memory(imported.files);
      const std::vector<std::string> overrides{
          fmt::format("behaviour={{model: saturating-gravity, preset: R{}}}", recipe),
          "population.falls=exits", "resolution=flows",
          "observations.elsewhere=",  // the reference knows camps only
          fmt::format("population.observed_until_day={}", recipe >= 2 ? 30 : 0)};
      const Scenario scenario = io::read_scenario(files, "scenario.yaml", overrides).scenario;
      const auto behaviour = models::make_behaviour(scenario);
      const auto observed = calibration::camp_observations(scenario);
      const auto forecast = calibration::forecast_of(scenario, simulate(scenario, *behaviour, {}));
      const calibration::Comparison c{forecast.persons, observed.daily.persons,
                                      observed.codes.size()};
      INFO(reference.name << " R" << recipe);
      CHECK(calibration::ard(c, calibration::kAfterDay30) ==
            Approx(reference.after[recipe]).margin(1e-5));
      CHECK(calibration::ard(c, calibration::kAllDays) ==
            Approx(reference.all[recipe]).margin(1e-5));
    }
  }
}
