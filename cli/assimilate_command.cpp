// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>

#include "calibration/assimilation/assimilate.hpp"
#include "calibration/assimilation/plan_file.hpp"
#include "cli/build_info.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/load.hpp"
#include "cli/plan.hpp"
#include "cli/project.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"
#include "cli/work_options.hpp"
#include "io/checksum.hpp"
#include "io/journal/journal.hpp"
#include "io/projection/write.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
using calibration::Assimilated;
using calibration::AssimilationFile;

struct AssimilateCommand : WorkOptions, ScenarioOptions {
  std::string input;
  std::string output, record, journal;
  std::optional<int> members;
  std::string known_by;
  bool force = false;
  bool fresh = false;
  std::vector<std::string> command_line;
};

/// Where everything is written.
struct Outputs {
  fs::path projection, record, journal;
};

Outputs outputs_of(const AssimilateCommand& command) {
  fs::path plan = command.input;
  if (fs::is_directory(plan)) plan /= "assimilation.yaml";
  std::string stem = plan.stem().string();
  if (plan.filename() == "assimilation.yaml") {
    const std::string folder = fs::absolute(plan).lexically_normal().parent_path().filename();
    if (!folder.empty()) stem = folder + "-assimilated";
  }
  Outputs outputs;
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

/// The plan, its scenario at resolution cohorts, and the counts.
struct Job {
  AssimilationFile file;
  LoadedScenario loaded;
  std::vector<calibration::PeopleCount> counts;
  std::string counts_sha256;
};

std::optional<Date> known_by(const AssimilateCommand& command) {
  if (command.known_by.empty()) return {};
  const auto date = parse_date(command.known_by);
  if (!date) {
    throw UsageError(
        fmt::format("--known-by: expected a date (YYYY-MM-DD), found {}", command.known_by));
  }
  return date;
}

void refuse_what_cannot_stop(const Scenario& scenario) {
  if (!scenario.cities.empty()) {
    throw UsageError("a scenario with cities cannot be assimilated: its cities cannot be stopped");
  }
  if (models::make_behaviour(scenario)->journey_rules() != nullptr) {
    throw UsageError(
        fmt::format("{} moves single people; assimilation needs a model that chooses destinations",
                    scenario.behaviour.model));
  }
}

Job read_job(const AssimilateCommand& command) {
  fs::path plan = command.input;
  if (fs::is_directory(plan)) plan /= "assimilation.yaml";
  io::InputFiles files = io::InputFiles::on_disk(plan.parent_path());
  Job job;
  job.file = calibration::read_assimilation(files, plan.filename().generic_string());
  if (command.members) job.file.plan.members = *command.members;
  std::vector<std::string> overrides{"resolution=cohorts"};
  overrides.insert(overrides.end(), command.overrides.begin(), command.overrides.end());
  if (command.seed) overrides.push_back(fmt::format("seed={}", *command.seed));
  job.loaded = load_scenario((plan.parent_path() / job.file.scenario).string(), overrides);
  if (job.loaded.file.posterior) {
    throw UsageError(
        "the scenario draws its members from ensemble.posterior, whose draws are no distribution "
        "that updates could move: give ensemble.draws instead");
  }
  refuse_what_cannot_stop(job.loaded.file.scenario);
  job.counts =
      calibration::read_people_counts(job.file, files, job.loaded.file.scenario, known_by(command));
  std::string all;
  for (const auto& table : job.file.tables) {
    for (const io::EmbeddedFile& read : files.all_read()) {
      if (read.path == table.path) all += read.sha256;
    }
  }
  job.counts_sha256 = io::sha256(all);
  return job;
}

/// What makes kept updates worthless: anything but the counts. A line for each: what, tab, which.
std::string identity_of(const Job& job) {
  const calibration::FilterPlan& p = job.file.plan;
  const std::string plan = fmt::format(
      "{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}", static_cast<int>(p.method), p.members,
      p.inflation, p.relax, p.localisation_km, p.outlier_sd, p.error_share, p.error_persons,
      p.detection, static_cast<int>(p.totals), p.hazard.sd, p.hazard.sd_per_30_days, p.pull.sd,
      p.pull.sd_per_30_days, p.people_sd_per_30_days, p.parameter_sd_per_30_days);
  std::string changes;
  for (const std::string& change : job.loaded.file.overrides) changes += ' ' + change;
  std::string text = fmt::format("assimilation\nthe program\t{}\nthe plan\t{}\n--set\t{}",
                                 build_info().git_hash, plan, io::sha256(changes));
  for (const io::EmbeddedFile& input : job.loaded.file.inputs) {
    text += fmt::format("\n{}\t{}", input.path, input.sha256);
  }
  return text;
}

/// What differs between two identities, as a list for people.
std::string what_changed(const std::string& kept, const std::string& now) {
  const auto lines = [](const std::string& identity) {
    std::vector<std::string> all;
    std::istringstream in(identity);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  };
  const std::vector<std::string> before = lines(kept), after = lines(now);
  if (before.size() < 2) return "the program";  // it kept no list
  std::vector<std::string> changed;
  const auto compare = [&](const auto& list, const auto& other) {
    for (const std::string& line : list) {
      const std::string what = line.substr(0, line.find('\t'));
      const bool same = std::ranges::count(other, line) > 0;
      if (!same && std::ranges::count(changed, what) == 0) changed.push_back(what);
    }
  };
  compare(after, before);
  compare(before, after);
  return fmt::format("{}", fmt::join(changed, ", "));
}

/// Where departures are observed the scenario tells later totals, whatever counts are held back.
void tell_what_is_known_already(const Job& job) {
  const Scenario& scenario = job.loaded.file.scenario;
  if (scenario.population.departures != PopulationPlan::Departures::observed) return;
  int last_count = 0, last_observed = 0;
  for (const calibration::PeopleCount& c : job.counts) last_count = std::max(last_count, c.day);
  for (const ObservedSeries& series : scenario.observations) {
    for (const ObservedEntry& entry : series.entries) {
      last_observed = std::max(last_observed, entry.day);
    }
  }
  if (last_observed <= last_count) return;
  std::cerr << fmt::format(
      "note: the scenario takes departures from its observations, which go on after {}, the last "
      "count taken in: the total afterwards is no forecast\n",
      to_string(scenario.period.date_of(last_count)));
}

Assimilated run(const AssimilateCommand& command, const Job& job, const Outputs& outputs,
                const InterruptGuard& interrupt) {
  const Scenario& scenario = job.loaded.file.scenario;
  const auto updates = calibration::filter_updates(scenario.period, job.counts,
                                                   calibration::works_by_month(scenario));
  Progress progress(command.progress_mode(), "assimilating", static_cast<int>(updates.size()),
                    "update");
  calibration::AssimilationOptions options;
  options.seed = scenario.seed;
  options.threads = command.threads;
  options.journal = outputs.journal;
  options.identity = identity_of(job);
  options.on_update = [&](int done, int) {
    progress.update(done);
    return !interrupt.stop_requested();
  };
  if (command.fresh) {
    io::read_journal(outputs.journal);  // throws if it is another file: that is not ours to remove
    fs::remove(outputs.journal);
  }
  try {
    return calibration::assimilate(scenario, job.file.plan, job.counts, options);
  } catch (const io::OtherJournal& other) {
    throw UsageError(fmt::format(
        "{} holds updates made before these changed: {}. --fresh begins anew, --journal names "
        "another file",
        outputs.journal.string(), what_changed(other.found(), options.identity)));
  }
}

io::AssimilationRecord record_of(const Job& job, const Assimilated& done) {
  const io::ScenarioFile& file = job.loaded.file;
  io::AssimilationRecord record;
  record.title = job.file.title.empty() ? file.scenario.title : job.file.title;
  record.plan = job.file.text;
  record.scenario_path = job.file.scenario;
  record.scenario_sha256 = file.inputs.front().sha256;
  record.observations_sha256 = job.counts_sha256;
  record.engine_version = build_info().version;
  record.start_date = to_string(file.scenario.period.start);
  record.method =
      job.file.plan.method == calibration::FilterMethod::etkf ? "etkf" : "particle-filter";
  record.seed = file.scenario.seed;
  record.members = static_cast<std::size_t>(job.file.plan.members);
  for (const Zone& zone : file.scenario.world.zones) record.zones.push_back(zone.code);
  for (const ParameterDraw& d : file.scenario.ensemble.draws) {
    record.parameters.push_back(d.parameter);
  }
  record.updates = done.updates;
  return record;
}

/// The projection from the last update on, of all members.
io::ProjectionFile contents_of(const AssimilateCommand& command, const Job& job,
                               Assimilated& done) {
  const io::ScenarioFile& file = job.loaded.file;
  io::ProjectionFile contents = describe(file);
  const Period rows = recorded_rows(file.scenario);
  const int first_day = rows.first_day(done.first_row);
  contents.remarks.push_back(fmt::format(
      "Counts up to {} were taken in by `ravenstein assimilate` ({}); the projection is from there "
      "on, the updates are in its record. `ravenstein run` of this file repeats the scenario "
      "without "
      "them.",
      to_string(file.scenario.period.date_of(done.updates.back().day)),
      job.file.plan.method == calibration::FilterMethod::etkf ? "etkf" : "particle filter"));
  for (ObservedSeries& series : contents.observations) {
    for (ObservedEntry& entry : series.entries) entry.day -= first_day;
  }
  ObservedDaily& observed = contents.observed;
  const auto cut =
      static_cast<std::ptrdiff_t>(static_cast<std::size_t>(done.first_row) * observed.zones.size());
  observed.persons.erase(observed.persons.begin(), observed.persons.begin() + cut);
  observed.days -= done.first_row;
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
  const std::vector<double>& drawn = done.updates.back().posterior_parameter;
  const std::size_t parameters = file.scenario.ensemble.draws.size();
  for (std::size_t m = 0; parameters > 0 && m * parameters < drawn.size(); ++m) {
    const auto from = drawn.begin() + static_cast<std::ptrdiff_t>(m * parameters);
    contents.ensemble.draws.emplace_back(from, from + static_cast<std::ptrdiff_t>(parameters));
  }
  for (const ParameterDraw& d : file.scenario.ensemble.draws) {
    contents.ensemble.drawn.push_back(d.parameter);
  }
  contents.provenance =
      provenance_of(file, {.seed = file.scenario.seed, .threads = command.threads});
  contents.provenance.command_line = io::command_line_without_folders(command.command_line);
  return contents;
}

std::string table_text(const Job& job, const Assimilated& done) {
  const io::AssimilationUpdate& last = done.updates.back();
  const Scenario& scenario = job.loaded.file.scenario;
  std::string text = emphasised(fmt::format("After the last of {} updates, {}", done.updates.size(),
                                            to_string(scenario.period.date_of(last.day))),
                                stdout);
  text += fmt::format("\n  {:<24}{:>12}{:>20}{:>20}  {}\n", "zone", "counted", "forecast (sd)",
                      "updated (sd)", "");
  for (std::size_t i = 0; i < last.zone.size(); ++i) {
    const auto pair = [](double mean, double sd) {
      return fmt::format("{} ({})", grouped(std::llround(mean)), grouped(std::llround(sd)));
    };
    const char* flags[] = {"", "left out: too far off", "far off again: used with doubt"};
    text += fmt::format("  {:<24}{:>12}{:>20}{:>20}  {}\n", scenario.world.zones[last.zone[i]].code,
                        grouped(std::llround(last.observed[i])),
                        pair(last.prior_mean[i], last.prior_sd[i]),
                        pair(last.posterior_mean[i], last.posterior_sd[i]),
                        flags[static_cast<std::size_t>(last.flag[i])]);
  }
  std::size_t counts = 0, outliers = 0;
  double evidence = 0;
  for (const io::AssimilationUpdate& update : done.updates) {
    counts += update.flag.size();
    outliers += static_cast<std::size_t>(std::ranges::count(update.flag, io::CountFlag::outlier));
    evidence += update.log_evidence;
  }
  return text + fmt::format(
                    "{} counts, {} left out; ln evidence {:.2f}; {} of {} updates were kept "
                    "from before\n",
                    counts, outliers, evidence, done.kept, done.updates.size());
}

ExitCode assimilate(const AssimilateCommand& command) {
  const Outputs outputs = outputs_of(command);
  const Job job = read_job(command);
  if (!command.quiet) {
    tell_notes(job.loaded.file, std::cerr);
    tell_what_is_known_already(job);
  }
  io::check_output(outputs.projection, command.force);
  io::check_output(outputs.record, command.force);
  const InterruptGuard interrupt;
  Assimilated done;
  try {
    done = run(command, job, outputs, interrupt);
  } catch (const Interrupted&) {
    std::cerr << fmt::format("updates done so far are kept in {}: the same command goes on\n",
                             outputs.journal.string());
    throw;
  }
  if (interrupt.stop_requested()) throw Interrupted();
  const std::string text = table_text(job, done);
  const std::size_t record_bytes =
      io::write_assimilation(outputs.record, record_of(job, done), command.force);
  const io::ProjectionFile contents = contents_of(command, job, done);
  const std::size_t bytes =
      io::write_projection(outputs.projection, contents, {.force = command.force});
  if (!command.quiet) {
    std::cout << text
              << fmt::format("\nWrote {} ({}) and {} ({})\n", outputs.projection.string(),
                             bytes_text(bytes), outputs.record.string(), bytes_text(record_bytes));
  }
  return ExitCode::ok;
}

void add_options(CLI::App& app, AssimilateCommand& command) {
  app.add_option("plan", command.input, "an assimilation.yaml, or its folder")->required();
  app.add_option("-o,--out", command.output,
                 "the projection to write, from the last update on [named after the plan; .h5]");
  app.add_option("--record", command.record,
                 "the record of all updates to write [beside the projection, -record.h5]");
  app.add_option("--journal", command.journal,
                 "where updates are kept for the next time [beside the projection, .journal]");
  add_scenario_options(app, command);
  app.add_option("--members", command.members, "how many runs, instead of the plan's")
      ->check(CLI::Range(2, 100'000));
  app.add_option("--known-by", command.known_by,
                 "only counts reported by this date (or dated by it, if they do not say)");
  add_work_options(app, command);
  app.add_flag("--force", command.force, "overwrite the outputs if they exist");
  app.add_flag("--fresh", command.fresh, "forget the updates that were kept");
}

}  // namespace

void add_assimilate(CLI::App& app, Action& action, const std::vector<std::string>& command_line) {
  auto command = std::make_shared<AssimilateCommand>();
  command->command_line = command_line;
  CLI::App* sub = app.add_subcommand(
      "assimilate", "Takes counts into a running projection as they come, and projects from there");
  add_options(*sub, *command);
  sub->footer(
      "Examples:\n"
      "  ravenstein assimilate scenarios/mali-2012/weekly.yaml\n"
      "  ravenstein assimilate weekly.yaml --force           # again, with this week's counts\n"
      "  ravenstein assimilate weekly.yaml --known-by 2012-06-01 -o june.h5");
  sub->callback([&action, command] { action = [command] { return assimilate(*command); }; });
}

}  // namespace ravenstein::cli
