// SPDX-License-Identifier: Apache-2.0
#include "cli/assimilate_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "calibration/scores/of_scenario.hpp"
#include "cli/build_info.hpp"
#include "cli/project.hpp"
#include "cli/scoring.hpp"

namespace ravenstein::cli {
namespace {

using calibration::Assimilated;

/// What provenance says of the updates.
std::string assimilated_text(const AssimilateJob& job, const Assimilated& done) {
  std::size_t counts = 0;
  for (const io::AssimilationUpdate& update : done.updates) counts += update.zone.size();
  const Period& period = job.loaded.file.scenario.period;
  return fmt::format("{}, {} members: {} counts in {} updates, {} to {}",
                     io::name_of(job.file.plan.method), job.file.plan.members, counts,
                     done.updates.size(), to_string(period.date_of(done.updates.front().day)),
                     to_string(period.date_of(done.updates.back().day)));
}

/// Observations count from the first row of the projection.
void cut_observations(io::ProjectionFile& contents, int first_row, int first_day) {
  for (ObservedSeries& series : contents.observations) {
    for (ObservedEntry& entry : series.entries) entry.day -= first_day;
  }
  ObservedDaily& observed = contents.observed;
  const auto cut =
      static_cast<std::ptrdiff_t>(static_cast<std::size_t>(first_row) * observed.zones.size());
  observed.persons.erase(observed.persons.begin(), observed.persons.begin() + cut);
  observed.days -= first_row;
}

/// The parameters of the members after the last update.
void put_draws(const Scenario& scenario, const Assimilated& done, io::EnsembleRecord& ensemble) {
  const std::vector<double>& drawn = done.updates.back().posterior_parameter;
  const std::size_t parameters = scenario.ensemble.draws.size();
  for (std::size_t m = 0; parameters > 0 && m * parameters < drawn.size(); ++m) {
    const auto from = drawn.begin() + static_cast<std::ptrdiff_t>(m * parameters);
    ensemble.draws.emplace_back(from, from + static_cast<std::ptrdiff_t>(parameters));
  }
  for (const ParameterDraw& d : scenario.ensemble.draws) ensemble.drawn.push_back(d.parameter);
}

/// Scores, and beside them what the forecast was told: totals, capacities, counts.
void put_skill(const Scenario& scenario, const std::string& last, io::ProjectionFile& contents) {
  auto table = skill_of(contents);
  if (!table) return;
  const calibration::Forecast told = calibration::describe_forecast(scenario);
  for (auto& about : table->forecasts) {
    if (about.name != forecast_name(contents)) continue;
    about.information = told.information + ", counts to " + last;
    about.uses_capacity = told.uses_capacity;
  }
  contents.skill = stored_rows(*table);
}

}  // namespace

io::AssimilationRecord record_of(const AssimilateCommand& command, const AssimilateJob& job,
                                 const Assimilated& done) {
  const io::ScenarioFile& file = job.loaded.file;
  io::AssimilationRecord record;
  record.title = job.file.title.empty() ? file.scenario.title : job.file.title;
  record.plan = job.file.text;
  record.scenario_path = job.file.scenario;
  record.scenario_sha256 = file.inputs.front().sha256;
  record.observations_sha256 = job.counts_sha256;
  record.engine_version = build_info().version;
  record.start_date = to_string(file.scenario.period.start);
  record.method = io::name_of(job.file.plan.method);
  record.seed = file.scenario.seed;
  record.overrides = file.overrides;
  record.known_by = command.known_by;
  record.command_line = io::command_line_without_folders(command.command_line);
  record.members = static_cast<std::size_t>(job.file.plan.members);
  for (const Zone& zone : file.scenario.world.zones) record.zones.push_back(zone.code);
  for (const ParameterDraw& d : file.scenario.ensemble.draws) {
    record.parameters.push_back(d.parameter);
  }
  record.updates = done.updates;
  return record;
}

io::ProjectionFile contents_of(const AssimilateCommand& command, const AssimilateJob& job,
                               Assimilated& done) {
  const io::ScenarioFile& file = job.loaded.file;
  io::ProjectionFile contents = describe(file);
  const std::string last = to_string(file.scenario.period.date_of(done.updates.back().day));
  contents.remarks.push_back(fmt::format(
      "Counts up to {} were taken in by `ravenstein assimilate` ({}); the projection is from there "
      "on, the updates are in its record. `ravenstein run` of this file repeats the scenario "
      "without them.",
      last, io::name_of(job.file.plan.method)));
  cut_observations(contents, done.first_row,
                   recorded_rows(file.scenario).first_day(done.first_row));
  in_arena(command.threads, [&] {
    Ensemble ensemble = summarise(std::move(done.members), {0.05, 0.25, 0.5, 0.75, 0.95});
    contents.projection = std::move(ensemble.first);
    contents.ensemble = {ensemble.members,
                         std::move(ensemble.quantiles),
                         std::move(ensemble.tables),
                         std::move(ensemble.each),
                         {},
                         {}};
  });
  put_draws(file.scenario, done, contents.ensemble);
  contents.provenance =
      provenance_of(file, {.seed = file.scenario.seed, .threads = command.threads});
  contents.provenance.command_line = io::command_line_without_folders(command.command_line);
  contents.provenance.assimilated = assimilated_text(job, done);
  put_skill(file.scenario, last, contents);
  return contents;
}

}  // namespace ravenstein::cli
