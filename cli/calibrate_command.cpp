// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <limits>
#include <memory>

#include "calibration/fit/notes.hpp"
#include "calibration/fit/score.hpp"
#include "cli/build_info.hpp"
#include "cli/calibration_journal.hpp"
#include "cli/calibration_summary.hpp"
#include "cli/commands.hpp"
#include "cli/freed_memory.hpp"
#include "cli/interrupt.hpp"
#include "cli/load.hpp"
#include "cli/text.hpp"
#include "cli/work_options.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
using calibration::CalibrationPlan;

struct CalibrateCommand : WorkOptions {
  std::string input, output;
  bool resume = false, force = false;
};

fs::path output_of(const CalibrateCommand& command) {
  if (!command.output.empty()) return command.output;
  const std::string name = fs::path(command.input).stem().string();
  return name + (name.ends_with("calibration") ? ".h5" : "-calibration.h5");  // a run's is NAME.h5
}

calibration::Calibrated evaluate(const CalibrateCommand& command, const CalibrationPlan& plan,
                                 CalibrationJournal& journal, const InterruptGuard& interrupt) {
  const calibration::Simulator simulator(plan, plan.fit_window.last);
  const calibration::Wanted wanted = calibration::wanted_by(plan.form.method.name);
  const calibration::Model model = [&](std::span<const double> x, const DrawKey& key) {
    return simulator.run(x, key, wanted);
  };
  const std::int64_t most =
      std::min<std::int64_t>(calibration::most_evaluations(plan), std::numeric_limits<int>::max());
  Progress progress(command.progress_mode(), "calibrating", static_cast<int>(most), "evaluation");
  calibration::RunHooks hooks;
  hooks.threads = command.threads;
  hooks.known = [&](std::uint64_t number) { return journal.known(number); };
  hooks.made = [&](const calibration::Evaluated& evaluated) { journal.add(evaluated); };
  hooks.progress = [&](std::int64_t done) {
    progress.update(static_cast<int>(std::min(done, most)));
    return !interrupt.stop_requested();
  };
  return calibration::run_calibration(plan, model, hooks);
}

std::string ending_of(const calibration::Calibrated& run, const calibration::FitResult& result) {
  if (run.all_failed.empty()) return result.ending;
  return fmt::format("every one of {} evaluations failed; the first: {}", run.evaluations.size(),
                     run.all_failed);
}

io::CalibrationFile describe(const CalibrationPlan& plan, const calibration::Calibrated& run,
                             calibration::FitResult& result) {
  io::CalibrationFile file;
  const BuildInfo build = build_info();
  file.title = plan.form.title.empty() ? plan.scenario.scenario.title : plan.form.title;
  file.method = plan.form.method.name;
  file.converged = result.converged && run.all_failed.empty();
  file.ending = ending_of(run, result);
  file.calibration_yaml = plan.yaml;
  file.calibration_sha256 = plan.sha256;
  file.seed = static_cast<std::uint64_t>(plan.form.seed);
  file.provenance.engine_version = build.version;
  file.provenance.git_sha1 = build.git_hash;
  file.provenance.compiler = build.compiler;
  file.provenance.build_type = build.build_type;
  io::record_inputs(plan.scenario, file.provenance);
  file.parameters = described_parameters(plan);
  file.optimum = result.optimum;
  file.optimum_value = result.optimum_value;
  for (const auto& parameter : file.parameters) {
    file.posterior.names.push_back(parameter.name);
    file.posterior.units.push_back(parameter.unit);
  }
  file.posterior.values = result.draws;
  file.posterior.weight = result.weight;
  file.tables = std::move(result.tables);
  file.evaluations = evaluation_table(plan, run);
  const calibration::Wanted wanted = calibration::wanted_by(file.method);
  if (wanted == calibration::Wanted::field) file.outputs = calibration::output_names(plan, wanted);
  return file;
}

/// What has been evaluated stays in the journal.
ExitCode tell_interrupted(const CalibrationJournal& journal, const CalibrateCommand& command) {
  std::cerr << fmt::format(
      "ravenstein: interrupted; what has been evaluated is in {}, and\n"
      "  ravenstein calibrate {} --resume{}\ngoes on with it\n",
      journal.path().string(), command.input,
      command.output.empty() ? "" : " -o " + command.output);
  return ExitCode::interrupted;
}

ExitCode finish(const CalibrateCommand& command, const CalibrationPlan& plan,
                const calibration::Calibrated& run, CalibrationJournal& journal,
                const InterruptGuard& interrupt) {
  calibration::FitResult result = calibration::result_of(plan, run.state);
  calibration::FitScores scores;
  if (run.all_failed.empty()) {
    in_arena(command.threads, [&] {
      scores = calibration::score_fit(plan, result, [&] { return !interrupt.stop_requested(); });
    });
  }
  const std::vector<double> mean = result.mean(), sd = result.sd();
  io::CalibrationFile file = describe(plan, run, result);
  file.scores = std::move(scores.rows);
  for (io::ResultTable& table : scores.tables) file.tables.push_back(std::move(table));
  const fs::path output = output_of(command);
  const std::size_t bytes = io::write_calibration(output, file, command.force);
  journal.remove();
  if (!command.quiet) {
    std::cout << calibration_summary(plan, file, mean, sd, run.failed)
              << fmt::format("\nWrote {} ({})\n", output.string(), bytes_text(bytes));
  }
  if (file.converged) return ExitCode::ok;
  std::cerr << fmt::format("ravenstein: not converged: {}; the result is written and says so\n",
                           file.ending);
  return ExitCode::not_converged;
}

ExitCode run(const CalibrateCommand& command) {
  const CalibrationPlan plan = calibration::read_plan(command.input);
  const fs::path output = output_of(command);
  io::check_output(output, command.force, io::OutputKind::hdf5);
  if (!command.quiet) tell_notes(plan.scenario, std::cerr);
  CalibrationJournal journal(output, plan, command.resume, command.force);
  if (!command.quiet && command.resume) {
    std::cerr << journal.found_text() << '\n';
  }
  if (!command.quiet) {
    for (const std::string& note : calibration::notes_of(plan))
      std::cerr << "note: " << note << '\n';
  }
  keep_freed_memory();
  const InterruptGuard interrupt;
  try {
    const calibration::Calibrated made = evaluate(command, plan, journal, interrupt);
    return finish(command, plan, made, journal, interrupt);
  } catch (const Interrupted&) {
    journal.sync();
    return tell_interrupted(journal, command);
  }
}

void add_options(CLI::App& app, CalibrateCommand& command) {
  app.add_option("calibration", command.input, "a calibration.yaml")->required();
  app.add_option(
      "-o,--out", command.output,
      "the file to write [mali.yaml: mali-calibration.h5, here]; evaluations are kept in "
      "a journal beside it until it is written");
  app.add_flag("--resume", command.resume, "go on with the evaluations in that journal");
  add_work_options(app, command);
  app.add_flag("--force", command.force, "overwrite the output, forget its journal");
}

}  // namespace

void add_calibrate(CLI::App& app, Action& action) {
  auto command = std::make_shared<CalibrateCommand>();
  CLI::App* sub = app.add_subcommand(
      "calibrate", "Fits parameters to what was observed, or tells which of them matter");
  add_options(*sub, *command);
  sub->footer(
      "Examples:\n"
      "  ravenstein calibrate calibration.yaml\n"
      "  ravenstein calibrate calibration.yaml --resume      # after Ctrl-C or a crash\n"
      "  ravenstein calibrate calibration.yaml -o fit.h5 --threads 4\n"
      "  ravenstein schema --calibration > calibration.schema.json");
  sub->callback([&action, command] { action = [command] { return run(*command); }; });
}

}  // namespace ravenstein::cli
