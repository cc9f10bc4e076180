// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "cli/assimilate_result.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/text.hpp"
#include "io/journal/journal.hpp"
#include "io/projection/write.hpp"

namespace ravenstein::cli {
namespace {

using calibration::Assimilated;

Assimilated run(const AssimilateCommand& command, const AssimilateJob& job,
                const AssimilateOutputs& outputs, const InterruptGuard& interrupt) {
  const Scenario& scenario = job.loaded.file.scenario;
  const auto updates = calibration::updates_of(scenario, job.file.plan, job.found.counts);
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
    std::filesystem::remove(outputs.journal);
  }
  try {
    return calibration::assimilate(scenario, job.file.plan, job.found.counts, options);
  } catch (const io::OtherJournal& other) {
    throw UsageError(fmt::format(
        "{} holds updates made before these changed: {}. --fresh begins anew, --journal names "
        "another file",
        outputs.journal.string(), what_changed(other.found(), options.identity)));
  }
}

ExitCode assimilate(const AssimilateCommand& command) {
  const AssimilateOutputs outputs = outputs_of(command);
  const AssimilateJob job = read_job(command);
  if (!command.quiet) {
    tell_notes(job.loaded.file, std::cerr);
    std::cerr << notes_of(job);
  }
  io::check_output(outputs.projection, command.force, io::OutputKind::hdf5);
  io::check_output(outputs.record, command.force, io::OutputKind::hdf5);
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
  const std::string text = summary_of(job, done);
  const std::size_t record_bytes =
      io::write_assimilation(outputs.record, record_of(command, job, done), command.force);
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
