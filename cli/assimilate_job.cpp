// SPDX-License-Identifier: Apache-2.0
#include "cli/assimilate_job.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calibration/assimilation/assimilate.hpp"
#include "calibration/assimilation/settle_plan.hpp"
#include "cli/build_info.hpp"
#include "cli/exit_code.hpp"
#include "io/checksum.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
using calibration::AssimilationFile;

fs::path plan_path(const AssimilateCommand& command) {
  fs::path plan = command.input;
  return fs::is_directory(plan) ? plan / "assimilation.yaml" : plan;
}

std::optional<Date> known_by(const AssimilateCommand& command) {
  if (command.known_by.empty()) return {};
  const auto date = parse_date(command.known_by);
  if (!date) {
    throw UsageError(
        fmt::format("--known-by: expected a date (YYYY-MM-DD), found {}", command.known_by));
  }
  return date;
}

/// What a scenario may have, but not one that is assimilated.
void refuse_what_cannot_be_updated(const io::ScenarioFile& file, const Place& named_at,
                                   Problems& problems) {
  const auto refuse = [&](std::string message, std::string hint) {
    problems.add({named_at, "scenario", std::move(message), std::move(hint)});
  };
  if (file.posterior) {
    refuse(
        "draws its members from ensemble.posterior, whose draws are no distribution that "
        "updates could move",
        "give ensemble.draws instead");
  }
  if (!file.scenario.cities.empty()) {
    refuse("has cities, which cannot be stopped for an update", "leave them out");
  }
  if (models::make_behaviour(file.scenario)->journey_rules() != nullptr) {
    refuse(file.scenario.behaviour.model + " moves single people",
           "--set behaviour.model=... names a model that chooses destinations");
  }
}

/// The scenario as a filter runs it; its mistakes join the others.
std::optional<LoadedScenario> load(const std::string& path,
                                   const std::vector<std::string>& overrides, Problems& problems) {
  try {
    return load_scenario(path, overrides);
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) problems.add(problem, error.kind());
    return {};
  }
}

/// A scenario that is not there, and whatever else of the plan is not.
void tell_missing(const AssimilationFile& file, io::InputFiles& files, Problems& problems) {
  files.read(file.scenario, file.scenario_at, "scenario", problems);
  for (const auto& [path, named_at] : file.tables) {
    files.read(path, named_at, "observations.tables", problems);
  }
  if (file.corrections != calibration::CountCorrections::table) return;
  const auto& [path, named_at] = file.corrections_table;
  files.read(path, named_at, "observations.corrections", problems);
}

std::string sha256_of(const AssimilationFile& file, const io::InputFiles& files) {
  std::vector<calibration::NamedFile> tables = file.tables;
  if (file.corrections == calibration::CountCorrections::table) {
    tables.push_back(file.corrections_table);
  }
  std::string all;
  for (const auto& table : tables) {
    for (const io::EmbeddedFile& read : files.all_read()) {
      if (read.path == table.path) all += read.sha256;
    }
  }
  return io::sha256(all);
}

}  // namespace

AssimilateOutputs outputs_of(const AssimilateCommand& command) {
  const fs::path plan = plan_path(command);
  std::string stem = plan.stem().string();
  if (plan.filename() == "assimilation.yaml") {
    const std::string folder = fs::absolute(plan).lexically_normal().parent_path().filename();
    if (!folder.empty()) stem = folder + "-assimilated";
  }
  AssimilateOutputs outputs;
  outputs.projection = command.output.empty() ? stem + ".h5" : command.output;
  const fs::path base = outputs.projection.parent_path() / outputs.projection.stem();
  outputs.record = command.record.empty() ? base.string() + "-record.h5" : command.record;
  outputs.journal = command.journal.empty() ? base.string() + ".journal" : command.journal;
  if (outputs.projection == outputs.record || outputs.record == outputs.journal ||
      outputs.projection == outputs.journal) {
    throw UsageError("--out, --record and --journal: expected three different files");
  }
  return outputs;
}

AssimilateJob read_job(const AssimilateCommand& command) {
  const fs::path plan = plan_path(command);
  const std::optional<Date> until = known_by(command);
  io::InputFiles files = io::InputFiles::on_disk(plan.parent_path());
  Problems problems;
  AssimilateJob job;
  job.file = calibration::read_assimilation(files, plan.filename().generic_string(), problems);
  if (command.members) job.file.plan.members = *command.members;
  const auto refuse_idle = [&](const Scenario* scenario) {
    calibration::refuse_idle_settings(job.file, scenario, problems);
  };
  if (job.file.scenario.empty()) {
    refuse_idle(nullptr);
    problems.throw_if_any();
  }
  std::vector<std::string> overrides{"resolution=cohorts"};
  overrides.insert(overrides.end(), command.overrides.begin(), command.overrides.end());
  if (command.seed) overrides.push_back(fmt::format("seed={}", *command.seed));
  const std::string path = (plan.parent_path() / job.file.scenario).string();
  if (!fs::exists(path)) {
    refuse_idle(nullptr);
    tell_missing(job.file, files, problems);
    problems.throw_if_any();
  }
  auto loaded = load(path, overrides, problems);
  if (!loaded) {
    refuse_idle(nullptr);
    problems.throw_if_any();
  }
  job.loaded = std::move(*loaded);
  refuse_what_cannot_be_updated(job.loaded.file, job.file.scenario_at, problems);
  const Scenario& scenario = job.loaded.file.scenario;
  refuse_idle(&scenario);
  job.file.plan = calibration::settled(job.file.plan, scenario);
  // The series without corrections may hold more people than the camps have room for.
  const auto counted = [&] {
    std::vector<std::string> raw = overrides;
    raw.insert(raw.end(),
               {"observations.corrections=", "tolerate=[unreachable_camps, overfull_camps]"});
    const auto uncorrected = load(path, raw, problems);
    return uncorrected ? uncorrected->file.scenario.observations : std::vector<ObservedSeries>();
  };
  job.found = calibration::read_people_counts(job.file, files, scenario, counted, until, problems);
  problems.throw_if_any();
  job.counts_sha256 = sha256_of(job.file, files);
  return job;
}

std::string identity_of(const AssimilateJob& job) {
  const calibration::FilterPlan& p = job.file.plan;
  const std::string plan = fmt::format(
      "{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}", static_cast<int>(p.method),
      p.members, p.inflation, p.relax, p.localisation_km, p.concentration, p.concentration_30_days,
      p.outlier_sd, p.error_share, p.error_persons, p.detection, static_cast<int>(p.totals),
      p.hazard.sd, p.hazard.sd_per_30_days, p.pull.sd, p.pull.sd_per_30_days,
      p.people_sd_per_30_days, p.parameter_sd_per_30_days);
  std::string changes;
  for (const std::string& change : job.loaded.file.overrides) changes += ' ' + change;
  std::string text = fmt::format("assimilation\nthe program\t{}\nthe plan\t{}\n--set\t{}",
                                 build_info().git_hash, plan, io::sha256(changes));
  for (const io::EmbeddedFile& input : job.loaded.file.inputs) {
    text += fmt::format("\n{}\t{}", input.path, input.sha256);
  }
  return text;
}

std::string notes_of(const AssimilateJob& job) {
  const Scenario& scenario = job.loaded.file.scenario;
  std::string notes;
  if (job.found.outside > 0) {
    notes += fmt::format(
        "note: {} after the end of the scenario's period and {} left out\n",
        job.found.outside == 1 ? "1 count lies" : fmt::format("{} counts lie", job.found.outside),
        job.found.outside == 1 ? "is" : "are");
  }
  if (job.found.corrected > 0) {
    const bool by_table = job.file.corrections == calibration::CountCorrections::table;
    notes += fmt::format(
        "note: {} of {} counts are scaled by later recounts, the last of {}, {}; "
        "`observations.corrections: none` takes them as they were reported\n",
        job.found.corrected, job.found.taken,
        to_string(scenario.period.date_of(job.found.last_recount_day)),
        by_table ? "as " + job.file.corrections_table.path + " says"
                 : "as the observations they are scored against are");
  }
  // Where departures are observed the scenario tells later totals, whatever counts are held back.
  if (scenario.population.departures != PopulationPlan::Departures::observed) return notes;
  if (job.file.plan.method != calibration::FilterMethod::reports &&
      !calibration::works_by_month(scenario)) {
    notes +=
        "note: the total is given here; where it was, on eight public crises, `filter.method: "
        "reports` told better who is where (docs/assimilation.md)\n";
  }
  int last_count = 0, last_observed = 0;
  for (const calibration::PeopleCount& c : job.found.counts) {
    last_count = std::max(last_count, c.day);
  }
  for (const ObservedSeries& series : scenario.observations) {
    for (const ObservedEntry& entry : series.entries) {
      last_observed = std::max(last_observed, entry.day);
    }
  }
  if (last_observed <= last_count) return notes;
  return notes +
         fmt::format(
             "note: the scenario takes departures from its observations, which go on after {}, the "
             "last count taken in: the total afterwards is no forecast\n",
             to_string(scenario.period.date_of(last_count)));
}

}  // namespace ravenstein::cli
