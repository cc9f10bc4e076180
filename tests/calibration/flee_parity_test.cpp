// SPDX-License-Identifier: Apache-2.0
// Flee's own cases with its rules as published: our scores against those measured with Flee itself
// (tests/validation/flee_reference.hpp), at the same `hasten`, within Monte-Carlo noise.
#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "calibration/scores/of_scenario.hpp"
#include "calibration/scores/skill.hpp"
#include "engine/simulation.hpp"
#include "io/import/flee.hpp"
#include "io/yaml/scenario_file.hpp"
#include "models/registry.hpp"
#include "tests/validation/flee_reference.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;
using namespace ravenstein::validation;

namespace {

constexpr int kSeeds = 8;

Scenario imported(const std::filesystem::path& directory, int hasten) {
  const io::FleeImport import = io::import_flee(directory, {.preset = "flee-3"});
  std::map<std::string, std::string, std::less<>> memory(import.files.begin(), import.files.end());
  auto files = io::InputFiles::in_memory(std::move(memory));
  const std::vector<std::string> overrides{fmt::format("population.hasten={}", hasten),
                                           "tolerate=[unreachable_camps]"};  // Bili in car2013
  return io::read_scenario(files, "scenario.yaml", overrides).scenario;
}

std::array<double, 4> ards(const Scenario& scenario, const Projection& projection) {
  const CampObservations observed = camp_observations(scenario);
  const Forecast forecast = forecast_of(scenario, projection);
  const Comparison plain{forecast.persons, observed.daily.persons, observed.codes.size()};
  const std::vector<double> scaled = rescaled(plain);
  const Comparison fair{scaled, observed.daily.persons, observed.codes.size()};
  return {ard(plain, kAllDays), ard(plain, kAfterDay30), ard(fair, kAllDays),
          ard(fair, kAfterDay30)};
}

}  // namespace

TEST_CASE("flee-3 scores as Flee does on Flee's cases", "[flee][data]") {
  const char* data = std::getenv("RAVENSTEIN_DATA");
  const std::filesystem::path cases =
      std::filesystem::path(data != nullptr ? data : RAVENSTEIN_SOURCE_DIR "/../shared/data") /
      "flee";
  if (!std::filesystem::exists(cases)) {
    WARN("skipped: no Flee cases in " << cases);
    return;
  }
  for (const FleeScore& flee : kFleeScores) {
    if (!flee.parity) continue;
    INFO(flee.name);
    const Scenario scenario = imported(cases / flee.name, flee.hasten);
    const std::array<double, 4> reference{flee.normal_all, flee.normal_after, flee.rescaled_all,
                                          flee.rescaled_after};
    std::array<double, 4> sum{}, square{};
    for (int seed = 1; seed <= kSeeds; ++seed) {
      const auto behaviour = models::make_behaviour(scenario);
      const Projection projection =
          simulate(scenario, *behaviour, {.seed = static_cast<std::uint64_t>(seed)});
      CHECK(projection.totals.people_at_end == flee.max_agents);
      const std::array<double, 4> one = ards(scenario, projection);
      for (std::size_t i = 0; i < 4; ++i) {
        sum[i] += one[i];
        square[i] += one[i] * one[i];
      }
    }
    for (std::size_t i = 0; i < 4; ++i) {
      const double mean = sum[i] / kSeeds;
      const double variance = std::max(0.0, square[i] / kSeeds - mean * mean);
      // .006: Flee's own deviation between runs, of which there was one.
      const double allowed = std::max(.01, 3 * std::sqrt(variance / kSeeds + .006 * .006));
      CHECK(mean == Approx(reference[i]).margin(allowed));
    }
  }
}
