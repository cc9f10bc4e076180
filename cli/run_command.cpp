// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/load.hpp"
#include "cli/plan.hpp"
#include "cli/project.hpp"
#include "cli/report_inputs.hpp"
#include "cli/run_checkpoints.hpp"
#include "cli/summary.hpp"
#include "cli/text.hpp"
#include "cli/traffic.hpp"
#include "cli/work_options.hpp"
#include "engine/partition.hpp"
#include "engine/simulation.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/projection/write.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

struct RunCommand : WorkOptions, ScenarioOptions, CheckpointOptions {
  std::string input;
  std::string output;
  std::string report;
  bool force = false;
  bool dry_run = false;
  std::vector<std::string> command_line;
};

/// What ranks cannot share is refused, not done by each. Members of an ensemble are whole runs.
void refuse_ranks(const Scenario& scenario, int ranks) {
  if (ranks == 1 || scenario.ensemble.members > 1) return;
  const auto behaviour = models::make_behaviour(scenario);
  const std::string reason = why_not_on_ranks(scenario, *behaviour);
  if (reason.empty()) return;
  throw UsageError(fmt::format(
      "this run cannot be divided among {} ranks: {}; start it without mpirun", ranks, reason));
}

int threads_of(const RunCommand& command, const Ranks& ranks) {
  if (command.threads > 0 || ranks.size() == 1) return command.threads;
  const auto cores = static_cast<int>(std::thread::hardware_concurrency());
  return std::max(1, cores / ranks.on_this_machine());
}

/// `traffic`: what ranks told each other, if there are several.
Projected project_with_progress(const RunCommand& command, const io::ScenarioFile& file,
                                Ranks& ranks, const InterruptGuard& interrupt,
                                const Checkpoints* kept, std::string& traffic) {
  const int members = file.scenario.ensemble.members;
  Progress progress(ranks.rank() == 0 ? command.progress_mode() : ProgressMode::none, "running",
                    members > 1 ? members : file.scenario.period.days);
  RunOptions options;
  options.threads = threads_of(command, ranks);
  const Partition partition = divide(file.scenario.world, ranks);
  options.partition = &partition;
  const Period& period = file.scenario.period;
  const Traffic before = ranks.traffic();
  const auto start = std::chrono::steady_clock::now();
  options.on_day = [&](int days_done) {
    if (ranks.size() > 1 && members == 1 && days_done == period.days && traffic.empty()) {
      const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
      traffic = traffic_text(ranks, before, time.count(), period.steps());
    }
    progress.update(days_done);
    const bool stops_when_kept = kept != nullptr && !kept->complete;
    return stops_when_kept || !interrupt.stop_requested();
  };
  return project(file, options, kept == nullptr ? nullptr : &kept->keeping);
}

/// The same for all names of a file, be it there or not.
std::filesystem::path place_of(const std::filesystem::path& path) {
  return path.empty() ? path : std::filesystem::weakly_canonical(std::filesystem::absolute(path));
}

/// `--force` overwrites a projection, never what the run itself reads.
void refuse_input(const io::ScenarioFile& file, const std::filesystem::path& scenario,
                  const std::filesystem::path& output) {
  const std::filesystem::path folder =
      std::filesystem::is_directory(scenario) ? scenario : scenario.parent_path();
  for (const io::EmbeddedFile& input : file.inputs) {
    std::error_code none;
    if (!std::filesystem::equivalent(folder / input.path, output, none)) continue;
    throw UsageError(fmt::format(
        "{} is an input of the scenario: choose another name for the output", output.string()));
  }
}

/// What the run writes must be several files; one may be named in several ways.
void refuse_same_file(const RunCommand& command, const std::string& output) {
  const std::array<std::pair<std::string_view, std::filesystem::path>, 3> files{
      {{"--out", output}, {"--report", command.report}, {"--checkpoint", command.checkpoint}}};
  for (std::size_t a = 0; a < files.size(); ++a) {
    for (std::size_t b = a + 1; b < files.size(); ++b) {
      if (files[b].second.empty() || place_of(files[a].second) != place_of(files[b].second)) {
        continue;
      }
      throw UsageError(fmt::format("{} and {} name the same file: {}", files[a].first,
                                   files[b].first, files[b].second.string()));
    }
  }
}

/// A public one: what may be sent on.
void write_report(const RunCommand& command, const io::ScenarioFile& scenario,
                  const io::ProjectionFile& contents) {
  const io::ReportSource source{.file = &contents,
                                .name = contents.title,
                                .scenario = &scenario,
                                .no_skill = no_skill_series(contents),
                                .attribution = {}};
  const std::string page = report_html(io::build_report({&source, 1}, {}));
  io::write_atomically(command.report, std::as_bytes(std::span(page)), command.force);
  if (!command.quiet) {
    std::cout << fmt::format("Wrote {} ({})\n", command.report, bytes_text(page.size()));
  }
}

ExitCode run(const RunCommand& command, Ranks& ranks) {
  std::vector<std::string> overrides = command.overrides;
  if (command.seed) overrides.push_back(fmt::format("seed={}", *command.seed));
  const LoadedScenario loaded = load_scenario(command.input, overrides);
  const std::string output = command.output.empty() ? loaded.output_stem + ".h5" : command.output;
  if (!command.quiet) tell_notes(loaded.file, std::cerr);
  if (command.dry_run) {
    std::cout << plan_text(loaded.file, output);
    return ExitCode::ok;
  }
  refuse_ranks(loaded.file.scenario, ranks.size());
  refuse_checkpoint(command, loaded.file.scenario);
  refuse_same_file(command, output);
  refuse_input(loaded.file, std::filesystem::path(command.input), output);
  io::check_output(output, command.force, io::OutputKind::hdf5);
  if (!command.report.empty()) {
    check_page_name("--report", command.report);
    io::check_output(command.report, command.force);
    refuse_input(loaded.file, std::filesystem::path(command.input), command.report);
  }

  const InterruptGuard interrupt;
  std::string traffic;
  Checkpoints checkpoints;
  const bool kept = !command.checkpoint.empty();
  if (kept) {
    refuse_input(loaded.file, std::filesystem::path(command.input), command.checkpoint);
    open_checkpoints(command, command.force, loaded.file, ranks, interrupt, checkpoints);
  }
  Projected projected;
  try {
    projected = project_with_progress(command, loaded.file, ranks, interrupt,
                                      kept ? &checkpoints : nullptr, traffic);
  } catch (const Interrupted&) {
    if (checkpoints.days_kept == 0) throw;
    std::cerr << fmt::format(
        "ravenstein: interrupted; {} keeps the run after {} of {} days: add "
        "--resume to go on\n",
        command.checkpoint, checkpoints.days_kept, loaded.file.scenario.period.days);
    return ExitCode::interrupted;
  }
  if (ranks.rank() != 0) return ExitCode::ok;
  projected.contents.provenance.command_line =
      io::command_line_without_folders(command.command_line);
  if (!kept && interrupt.stop_requested()) throw Interrupted();
  const std::size_t bytes =
      io::write_projection(output, projected.contents, {.force = command.force});
  if (!command.quiet) {
    std::cout << summary_text(loaded.file, projected) << traffic
              << fmt::format("\nWrote {} ({})\n", output, bytes_text(bytes));
  }
  if (kept) std::filesystem::remove(command.checkpoint);
  if (!command.report.empty()) write_report(command, loaded.file, projected.contents);
  return ExitCode::ok;
}

void add_options(CLI::App& app, RunCommand& command) {
  app.add_option("scenario", command.input,
                 "a scenario.yaml, its folder, or a projection, whose run is repeated")
      ->required();
  app.add_option("-o,--out", command.output,
                 "the projection to write [named after the scenario: its folder, or its file if "
                 "that is not scenario.yaml; .h5]");
  app.add_option("--report", command.report,
                 "also write a page for planners (as `ravenstein report` does), e.g. report.html");
  add_scenario_options(app, command);
  add_work_options(app, command);
  CLI::Option* checkpoint =
      app.add_option("--checkpoint", command.checkpoint,
                     "a file that keeps the run on its way, and when it is told to stop (Ctrl-C, "
                     "SIGTERM, SIGUSR1); it goes when the run is complete");
  app.add_option("--checkpoint-every", command.checkpoint_every,
                 "how many days apart [30]; 0: only when told to stop")
      ->check(CLI::NonNegativeNumber)
      ->needs(checkpoint);
  app.add_flag("--resume", command.resume,
               "go on with the run that the file of --checkpoint keeps, if it is there; any number "
               "of ranks");
  app.add_flag("--force", command.force, "overwrite the output if it exists");
  app.add_flag("--dry-run", command.dry_run,
               "say what would run, for how many people and in how much memory");
}

}  // namespace

void add_run(CLI::App& app, Action& action, const std::vector<std::string>& command_line,
             Ranks& ranks) {
  auto command = std::make_shared<RunCommand>();
  command->command_line = command_line;
  CLI::App* sub = app.add_subcommand(
      "run", "Runs a scenario: writes the projection, prints a summary with its skill");
  add_options(*sub, *command);
  sub->footer(
      "Examples:\n"
      "  ravenstein run scenarios/mali-2012\n"
      "  ravenstein run scenarios/mali-2012 --set behaviour.preset=R0 --out no-capacity.h5\n"
      "  ravenstein run scenarios/mali-2012 --report mali-2012.html\n"
      "  ravenstein run scenarios/mali-2012 --dry-run\n"
      "  ravenstein run scenarios/mali-2012 --checkpoint mali.kept --resume\n"
      "  ravenstein run mali-2012.h5 --out again.h5      # the same but for provenance");
  sub->callback(
      [&action, &ranks, command] { action = [&ranks, command] { return run(*command, ranks); }; });
}

}  // namespace ravenstein::cli
