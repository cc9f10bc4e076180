// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "calibration/campaign/merge.hpp"
#include "cli/campaign_folder.hpp"
#include "cli/campaign_projection.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/interrupt.hpp"
#include "cli/text.hpp"
#include "engine/simulation.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

struct MergeCommand {
  std::string folder, output;
  bool copy = false, partial = false, force = false;
  std::optional<std::size_t> extract;
};

/// --force is for files that this command made, not for what the campaign is.
void refuse_own_file(const OpenCampaign& open, const fs::path& output) {
  const std::string name = output.filename().string();
  const bool own = name.starts_with("worker-") || name == "campaign.json" ||
                   name == "campaign.plan" || name == "lock";
  std::error_code none;
  if (own && fs::equivalent(fs::absolute(output).parent_path(), open.folder, none)) {
    throw UsageError(output.string() + ": is a file of the campaign itself; expected another name");
  }
}

ExitCode extract(const MergeCommand& command, const OpenCampaign& open) {
  const fs::path output = command.output.empty()
                              ? fs::path(fmt::format("run-{}.h5", *command.extract))
                              : fs::path(command.output);
  refuse_own_file(open, output);
  io::check_output(output, command.force);
  const std::size_t bytes =
      extract_projection(open, ledger_of(open), *command.extract, output, command.force);
  std::cout << fmt::format("Wrote {} ({}; the projection of run {})\n", output.string(),
                           bytes_text(bytes), *command.extract);
  return ExitCode::ok;
}

ExitCode merge(const MergeCommand& command) {
  const OpenCampaign open = remembered(command.folder);
  if (command.extract) return extract(command, open);
  const fs::path output =
      command.output.empty() ? open.folder / "campaign.h5" : fs::path(command.output);
  refuse_own_file(open, output);
  io::check_output(output, command.force);
  const calibration::Ledger ledger = ledger_of(open);
  const std::size_t pending = ledger.count(calibration::RunState::pending);
  if (pending > 0 && !command.partial) {
    throw std::runtime_error(fmt::format(
        "{} of {} runs are not done: `ravenstein sweep resume {}` makes them, --partial merges "
        "what there is",
        pending, ledger.runs.size(), command.folder));
  }
  calibration::MergeOptions options;
  options.copy = command.copy;
  options.force = command.force;
  options.engine = engine_name();
  const InterruptGuard interrupt;
  options.go_on = [&] {
    if (interrupt.stop_requested()) throw Interrupted();
  };
  calibration::merge_campaign(open.folder, output, open.campaign, open.plan, ledger, options);
  std::cout << fmt::format("Wrote {} ({}; {} runs, {} failed, {} pending)\n", output.string(),
                           bytes_text(fs::file_size(output)), ledger.runs.size(),
                           ledger.count(calibration::RunState::failed), pending);
  if (!command.copy && !open.plan.kept.series.empty() &&
      !fs::equivalent(fs::absolute(output).parent_path(), open.folder)) {
    std::cout << fmt::format("note: its series stay in {}: keep it, or merge with --copy\n",
                             open.folder.string());
  }
  return ExitCode::ok;
}

}  // namespace

void add_merge(CLI::App& app, Action& action) {
  auto command = std::make_shared<MergeCommand>();
  CLI::App* sub = app.add_subcommand(
      "merge", "Makes one file of a campaign's runs: parameters, measures, series, fields");
  sub->add_option("folder", command->folder, "of the campaign")->required();
  sub->add_option("-o,--out", command->output, "the file [campaign.h5 in the folder]");
  CLI::Option* one = sub->add_option(
      "--extract", command->extract,
      "instead: the whole projection of this run (from 0), if the campaign keeps it; -o names it "
      "[run-NUMBER.h5]");
  sub->add_flag("--copy", command->copy,
                "copy series into the file, which then stands by itself; without it they are "
                "shown from the workers' files (HDF5 virtual datasets)")
      ->excludes(one);
  sub->add_flag("--partial", command->partial, "although runs are missing")->excludes(one);
  sub->add_flag("--force", command->force, "overwrite the output if it exists");
  sub->footer(
      "Examples:\n"
      "  ravenstein merge mali.sweep\n"
      "  ravenstein merge mali.sweep --copy -o mali.h5\n"
      "  ravenstein merge mali.sweep --extract 17 -o run-17.h5");
  sub->callback([&action, command] { action = [command] { return merge(*command); }; });
}

}  // namespace ravenstein::cli
