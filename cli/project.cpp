// SPDX-License-Identifier: Apache-2.0
#include "cli/project.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <ctime>
#include <thread>
#include <utility>

#include "calibration/evaluate.hpp"
#include "cli/build_info.hpp"
#include "cli/scoring.hpp"
#include "engine/random/simd_level.hpp"
#include "models/member.hpp"

namespace ravenstein::cli {
namespace {

DailyTable people_present(const Projection& projection) {
  DailyTable present = projection.displaced;
  for (std::size_t i = 0; i < present.persons.size(); ++i) {
    present.persons[i] += projection.refugees.persons[i];
  }
  return present;
}

/// The days on which rows of the record end.
ObservedDaily at_ends_of_rows(const ObservedDaily& daily, const Period& rows) {
  if (rows.interval == Interval::day) return daily;
  ObservedDaily result{.zones = daily.zones, .days = rows.steps(), .persons = {}};
  for (int row = 0; row < rows.steps(); ++row) {
    for (std::size_t column = 0; column < daily.zones.size(); ++column) {
      result.persons.push_back(daily.at(rows.first_day(row + 1) - 1, column));
    }
  }
  return result;
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

}  // namespace

io::Provenance provenance_of(const io::ScenarioFile& file, const RunOptions& options) {
  const BuildInfo build = build_info();
  io::Provenance provenance;
  provenance.engine_version = build.version;
  provenance.git_sha1 = build.git_hash;
  provenance.compiler = build.compiler;
  provenance.build_type = build.build_type;
  provenance.cpu_features = name_of(best_simd_level());
  provenance.seed = file.scenario.seed;
  provenance.threads =
      options.threads > 0 ? options.threads : static_cast<int>(std::thread::hardware_concurrency());
  provenance.created = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  io::record_inputs(file, provenance);
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
  contents.resolution_reason = scenario.resolution_reason;
  for (const ObservedSeries& series : scenario.observations) {  // those of zones
    if (series.zone != kNowhere) contents.observations.push_back(series);
  }
  contents.observed = at_ends_of_rows(daily(contents.observations, scenario.period.days,
                                            static_cast<double>(scenario.population.hasten)),
                                      recorded_rows(scenario));
  return contents;
}

Projected project(const io::ScenarioFile& file, RunOptions options, const Keeping* keeping) {
  const auto start = std::chrono::steady_clock::now();
  options.seed = file.scenario.seed;
  calibration::Evaluation evaluation = calibration::evaluate(file, options, keeping);
  Projected projected{describe(file), std::move(evaluation.skill)};
  io::ProjectionFile& contents = projected.contents;
  contents.projection = std::move(evaluation.projection);
  if (evaluation.ensemble) {
    Ensemble& ensemble = *evaluation.ensemble;
    contents.ensemble = {ensemble.members,
                         std::move(ensemble.quantiles),
                         std::move(ensemble.tables),
                         std::move(ensemble.each),
                         {},
                         std::move(ensemble.parameters)};
    contents.ensemble.drawn = models::drawn_names(file.scenario, file.posterior.get());
  }
  for (std::size_t b = 0; b < evaluation.beside.size(); ++b) {
    const auto& [name, projection] = evaluation.beside[b];
    contents.beside.push_back({name, fmt::format("{}", fmt::join(file.beside[b].overrides, ", ")),
                               people_present(projection)});
  }
  if (projected.skill) contents.skill = stored_rows(*projected.skill);
  contents.provenance = provenance_of(file, options);
  contents.provenance.wall_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return projected;
}

}  // namespace ravenstein::cli
