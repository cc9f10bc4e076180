// SPDX-License-Identifier: Apache-2.0
#include "cli/project.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <ctime>
#include <memory>
#include <thread>

#include "calibration/scores/of_scenario.hpp"
#include "cli/build_info.hpp"
#include "cli/scoring.hpp"
#include "engine/random/simd_level.hpp"
#include "engine/simulation.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

Projection simulate_one(const Scenario& scenario, const ProjectOptions& options, int days_before) {
  const std::unique_ptr<Behaviour> behaviour = models::make_behaviour(scenario);
  RunOptions run;
  run.seed = scenario.seed;
  run.threads = options.threads;
  if (options.on_day) {
    run.on_day = [&](int days_done) { return options.on_day(days_before + days_done); };
  }
  return simulate(scenario, *behaviour, run);
}

/// Expected people where the model can tell them; single-person rules are run once.
Scenario as_expectation(Scenario scenario) {
  const std::unique_ptr<Behaviour> behaviour = models::make_behaviour(scenario);
  if (behaviour->journey_rules() == nullptr) scenario.resolution = Resolution::flows;
  scenario.record.flows = false;
  return scenario;
}

DailyTable people_present(const Projection& projection) {
  DailyTable present = projection.displaced;
  for (std::size_t i = 0; i < present.persons.size(); ++i) {
    present.persons[i] += projection.refugees.persons[i];
  }
  return present;
}

std::string_view name_of(SimdLevel level) {
  switch (level) {
    case SimdLevel::scalar:
      return "scalar";
    case SimdLevel::avx2:
      return "avx2";
    case SimdLevel::avx512:
      return "avx512";
  }
  return "unknown";
}

io::Provenance provenance_of(const io::ScenarioFile& file, const ProjectOptions& options) {
  const BuildInfo build = build_info();
  io::Provenance provenance;
  provenance.engine_version = build.version;
  provenance.git_sha1 = build.git_hash;
  provenance.compiler = build.compiler;
  provenance.build_type = build.build_type;
  provenance.cpu_features = name_of(best_simd_level());
  provenance.seed = file.scenario.seed;
  provenance.scenario_path = file.path;
  provenance.overrides = file.overrides;
  provenance.threads =
      options.threads > 0 ? options.threads : static_cast<int>(std::thread::hardware_concurrency());
  provenance.created = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  for (const io::EmbeddedFile& input : file.inputs) {
    if (input.path == file.path) {
      provenance.scenario_yaml = input.bytes;
      provenance.scenario_sha256 = input.sha256;
    } else {
      provenance.inputs.push_back({input.path, input.sha256, input.bytes.size(), input.bytes});
    }
  }
  io::embed_within(provenance.inputs);
  return provenance;
}

io::ProjectionFile describe(const io::ScenarioFile& file) {
  const Scenario& scenario = file.scenario;
  io::ProjectionFile contents;
  contents.title = scenario.title;
  contents.description = scenario.description;
  contents.sources = scenario.sources;
  contents.remarks = scenario.remarks;
  contents.behaviour = scenario.behaviour.model;
  contents.preset = scenario.behaviour.preset;
  contents.home_country = scenario.world.home_country;
  contents.hasten = scenario.population.hasten;
  contents.zones = scenario.world.zones;
  contents.observations = scenario.observations;
  contents.observed = daily(scenario.observations, scenario.period.days,
                            static_cast<double>(scenario.population.hasten));
  return contents;
}

}  // namespace

int total_days(const io::ScenarioFile& file) {
  int days = file.scenario.period.days;
  for (const io::BesideSpec& spec : file.beside) days += spec.scenario.period.days;
  return days;
}

Projected project(const io::ScenarioFile& file, const ProjectOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Projected projected;
  io::ProjectionFile& contents = projected.contents;
  contents = describe(file);
  contents.projection = simulate_one(file.scenario, options, 0);
  std::vector<calibration::Forecast> forecasts{
      calibration::forecast_of(file.scenario, contents.projection)};
  int days_done = file.scenario.period.days;
  for (const io::BesideSpec& spec : file.beside) {
    const Scenario scenario = as_expectation(spec.scenario);
    const Projection beside = simulate_one(scenario, options, days_done);
    days_done += scenario.period.days;
    forecasts.push_back(calibration::forecast_of(scenario, beside));
    forecasts.back().name = spec.name;
    contents.beside.push_back(
        {spec.name, fmt::format("{}", fmt::join(spec.overrides, ", ")), people_present(beside)});
  }
  const calibration::CampObservations camps = calibration::camp_observations(file.scenario);
  if (!camps.codes.empty()) projected.skill = calibration::skill(forecasts, camps);
  contents.skill = stored_rows(projected.skill);
  contents.provenance = provenance_of(file, options);
  contents.provenance.wall_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return projected;
}

}  // namespace ravenstein::cli
