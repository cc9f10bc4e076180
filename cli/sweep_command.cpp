// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

#include "calibration/campaign/execute.hpp"
#include "cli/campaign_folder.hpp"
#include "cli/campaign_projection.hpp"
#include "cli/commands.hpp"
#include "cli/crash_notes.hpp"
#include "cli/freed_memory.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/sweep_commands.hpp"
#include "cli/sweep_plan.hpp"
#include "cli/sweep_slurm.hpp"
#include "cli/text.hpp"
#include "io/campaign/folder_lock.hpp"
#include "io/campaign/manifest.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// `i/n`: every n-th block, beginning with the i-th from 0.
struct Shard {
  std::size_t index = 0, count = 1;
};

Shard shard_of(const std::string& text) {
  const auto slash = text.find('/');
  try {
    if (slash == std::string::npos) throw std::invalid_argument(text);
    std::size_t used = 0;
    const char* task = std::getenv("SLURM_ARRAY_TASK_ID");
    if (task != nullptr && text.starts_with("slurm/")) return shard_of(task + text.substr(slash));
    const Shard shard{std::stoul(text.substr(0, slash), &used), std::stoul(text.substr(slash + 1))};
    if (used != slash || shard.index >= shard.count || text[0] == '-') {
      throw std::invalid_argument(text);
    }
    return shard;
  } catch (const std::exception&) {
    throw UsageError("--shard: expected i/n with i from 0 to n - 1, found " + text);
  }
}

calibration::SweepOptions options_of(const SweepCommand& command, const OpenCampaign& open) {
  calibration::SweepOptions options;
  options.threads = command.threads;
  options.attempts = open.campaign.form.attempts;
  if (open.campaign.form.on_failure == io::RunFailure::retry) {
    options.retries = open.campaign.form.retries;
  }
  options.overdue_floor_s = open.campaign.form.overdue_floor_s;
  options.abort_on_failure = open.campaign.form.on_failure == io::RunFailure::abort;
  if (open.plan.kept.projections > 0) options.write_projection = projection_writer(open);
  return options;
}

/// How far one shard is; a campaign may have fewer blocks than shards.
std::string shard_text(const Shard& shard, const calibration::CampaignPlan& plan,
                       const calibration::Ledger& ledger) {
  std::size_t runs = 0, left = 0;
  for (std::size_t block = shard.index; block < plan.blocks(); block += shard.count) {
    const std::size_t first = plan.first_run(block);
    for (std::size_t run = first; run < first + plan.runs_of(block); ++run) {
      ++runs;
      left += ledger.runs[run].state == calibration::RunState::pending ? 1 : 0;
    }
  }
  if (runs == 0) {
    return fmt::format("nothing to do in this shard: {} shards, but only {} blocks of {} runs\n",
                       shard.count, plan.blocks(), plan.block);
  }
  return fmt::format("this shard {}: {} of {} runs\n", left == 0 ? "is done" : "is not done",
                     runs - left, runs);
}

/// A campaign with `on_failure: abort` does not go on past a failed run, whoever made it.
void refuse_failures(const OpenCampaign& open, const calibration::Ledger& ledger) {
  if (open.campaign.form.on_failure != io::RunFailure::abort) return;
  const auto failed =
      std::ranges::find(ledger.runs, calibration::RunState::failed, &calibration::RunEntry::state);
  if (failed == ledger.runs.end()) return;
  const auto run = static_cast<std::size_t>(failed - ledger.runs.begin());
  const auto why =
      std::ranges::find(ledger.reasons, run, [](const auto& one) { return one.first; });
  throw std::runtime_error(fmt::format(
      "stopped at a failure (on_failure: abort): run {}: {}\n`ravenstein sweep rerun {} --failed` "
      "makes it once more",
      run, why->second, open.folder.string()));
}

/// What there is to say at the end; 0 unless something must be looked at.
ExitCode tell_result(const SweepCommand& command, const OpenCampaign& open,
                     const InterruptGuard& interrupt) {
  const calibration::Ledger ledger = ledger_of(open);
  const std::size_t failed = ledger.count(calibration::RunState::failed);
  const std::size_t pending = ledger.count(calibration::RunState::pending);
  const std::string folder = open.folder.string();
  if (!command.quiet) {
    std::cout << fmt::format(
        "{} of {} runs are done, {} failed, {} are left\n",
        grouped(static_cast<std::int64_t>(ledger.runs.size() - failed - pending)),
        grouped(static_cast<std::int64_t>(ledger.runs.size())),
        grouped(static_cast<std::int64_t>(failed)), grouped(static_cast<std::int64_t>(pending)));
    if (!command.shard.empty()) {
      std::cout << shard_text(shard_of(command.shard), open.plan, ledger);
    }
    if (failed > 0) std::cout << "why: ravenstein sweep failures " << folder << '\n';
    if (pending > 0 && command.shard.empty()) {
      std::cout << "go on: ravenstein sweep resume " << folder << '\n';
    } else if (pending == 0) {
      std::cout << "one file of all: ravenstein merge " << folder << '\n';
    }
  }
  if (interrupt.signal() == SIGINT) return ExitCode::interrupted;
  refuse_failures(open, ledger);
  return ExitCode::ok;
}

/// 0: none.
double limit_of(const SweepCommand& command) {
  if (command.time_limit.empty()) return 0;
  const double limit_s = seconds_of(command.time_limit);
  if (limit_s > 0) return limit_s;
  throw UsageError("--time-limit: expected more than 0, found " + command.time_limit);
}

/// Takes the folder for all ranks (rank 0 does) and notes what the campaign is.
std::unique_ptr<io::FolderLock> take_folder(const SweepCommand& command, const OpenCampaign& open,
                                            Ranks& ranks) {
  const bool alone = command.shard.empty();
  std::unique_ptr<io::FolderLock> lock;
  if (ranks.rank() == 0) {
    check_folder(open.folder);
    fs::create_directories(open.folder);
    lock = std::make_unique<io::FolderLock>(
        open.folder, alone ? io::FolderLock::Kind::alone : io::FolderLock::Kind::shared);
    if (alone) clear_leftovers(open.folder);
    begin_campaign(open);
    if (command.rerun_failed) forget_crashes(open.folder);
  }
  ranks.barrier();
  if (ranks.rank() != 0) check_begun(open);  // a rank may be another program
  return lock;
}

ExitCode sweep_open(const SweepCommand& command, const OpenCampaign& open, Ranks& ranks) {
  const Clock::time_point start = Clock::now();
  const double limit_s = limit_of(command);
  const bool alone = command.shard.empty();
  const Shard shard = alone ? Shard{} : shard_of(command.shard);
  if (!alone && ranks.size() > 1) throw UsageError("--shard: ranks share the work by themselves");
  keep_freed_memory();
  const InterruptGuard interrupt;
  const std::unique_ptr<io::FolderLock> lock = take_folder(command, open, ranks);
  const calibration::Ledger ledger = ledger_of(open);
  if (!command.rerun_failed) refuse_failures(open, ledger);
  const std::vector<calibration::WorkItem> work =
      calibration::work_left(ledger, open.plan, command.rerun_failed, shard.index, shard.count);
  std::size_t runs = 0;
  for (const calibration::WorkItem& item : work) runs += item.runs.size();
  if (!command.quiet && ranks.rank() == 0 &&
      ledger.count(calibration::RunState::pending) < ledger.runs.size()) {
    std::cout << fmt::format("going on: {} of {} runs are to be made here\n", runs,
                             ledger.runs.size());
  }
  if (ledger.lost_rows > 0) {
    std::cerr << fmt::format(
        "note: {} results are in a journal, but no longer in their file: made again\n",
        ledger.lost_rows);
  }
  ranks.barrier();  // nobody writes before all have read what there is
  Progress progress(ranks.size() > 1 ? ProgressMode::none : command.progress_mode(), "sweeping",
                    static_cast<int>(runs), "run");
  calibration::SweepOptions options = options_of(command, open);
  options.worker = alone ? ranks.rank() : static_cast<int>(shard.index) + 1;
  if (ranks.size() > 1 && options.threads == 0) options.threads = 1;
  options.on_progress = [&](std::size_t done) { progress.update(static_cast<int>(done)); };
  options.stop = [&] {
    return interrupt.stop_requested() || (limit_s > 0 && since(start) >= limit_s);
  };
  const calibration::RunFunction run =
      crashes_noted(calibration::simulated_runs(open.campaign, open.plan),
                    read_crashes(open.folder), options.attempts);
  const CrashGuard crash(open.folder, options.worker);
  const auto source = calibration::shared_work(work.size(), ranks);
  calibration::sweep_from(*source, open.folder, open.plan, work, run, options);
  ranks.barrier();
  return tell_result(command, open, interrupt);
}

/// Writes the scripts of a Slurm array and submits them.
ExitCode sweep_on_slurm(const SweepCommand& command, const OpenCampaign& open) {
  check_folder(open.folder);
  fs::create_directories(open.folder);
  {
    const io::FolderLock lock(open.folder, io::FolderLock::Kind::alone);
    begin_campaign(open);
  }
  const calibration::Ledger ledger = ledger_of(open);
  refuse_failures(open, ledger);
  const Pilot pilot = pilot_of(open, false);
  SlurmPlan plan =
      slurm_plan(open, seconds_left(open, ledger, pilot), command.threads, command.tasks);
  plan.most_in_array = most_in_array();
  std::cout << write_slurm(open, plan, !command.dry_run);
  return ExitCode::ok;
}

void add_common(CLI::App& app, SweepCommand& command) {
  add_work_options(app, command,
                   "runs at the same time [as many as cores]; results do not depend on it");
  app.add_option("--time-limit", command.time_limit,
                 "end in good order after so long: 90s, 15m, 2h or HH:MM:SS");
}

void add_resume(CLI::App& sweep, Action& action, Ranks& ranks) {
  auto command = std::make_shared<SweepCommand>();
  CLI::App* sub = sweep.add_subcommand("resume", "Makes the runs of a campaign that are missing");
  sub->add_option("folder", command->folder, "of the campaign")->required();
  add_common(*sub, *command);
  sub->footer("Examples:\n  ravenstein sweep resume mali.sweep --time-limit 2h");
  sub->callback([&action, &ranks, command] {
    action = [command, &ranks] {
      return sweep_open(*command, reopen_campaign(command->folder), ranks);
    };
  });
}

void add_rerun(CLI::App& sweep, Action& action, Ranks& ranks) {
  auto command = std::make_shared<SweepCommand>();
  CLI::App* sub = sweep.add_subcommand("rerun", "Makes the runs of a campaign again that failed");
  sub->add_option("folder", command->folder, "of the campaign")->required();
  sub->add_flag("--failed", command->rerun_failed, "those that failed")->required();
  add_common(*sub, *command);
  sub->footer("Examples:\n  ravenstein sweep rerun mali.sweep --failed");
  sub->callback([&action, &ranks, command] {
    action = [command, &ranks] {
      return sweep_open(*command, reopen_campaign(command->folder), ranks);
    };
  });
}

ExitCode sweep(const SweepCommand& command, Ranks& ranks) {
  if (command.campaign.empty()) {
    throw UsageError("expected a campaign.yaml, or status, failures, resume or rerun");
  }
  const bool began = io::has_manifest(command.campaign);
  if (began && !command.folder.empty()) {
    throw UsageError("--out: " + command.campaign + " is a campaign that began: it goes on there");
  }
  const OpenCampaign open =
      began ? reopen_campaign(command.campaign) : load_campaign(command.campaign, command.folder);
  if (!command.slurm && !command.dry_run) return sweep_open(command, open, ranks);
  if (ranks.rank() != 0) return ExitCode::ok;
  return command.slurm ? sweep_on_slurm(command, open) : tell_plan(open, command.threads);
}

}  // namespace

void add_sweep(CLI::App& app, Action& action, Ranks& ranks) {
  auto command = std::make_shared<SweepCommand>();
  CLI::App* sub = app.add_subcommand(
      "sweep", "Runs a campaign: scenarios x designs x replicates, from campaign.yaml");
  sub->add_option("campaign", command->campaign,
                  "a campaign.yaml, its folder, or the folder of one that began");
  sub->add_option("-o,--out", command->folder,
                  "folder to work in [named after the campaign; .sweep]");
  sub->add_option("--shard", command->shard,
                  "i/n: only every n-th block from the i-th (from 0); several processes share a "
                  "folder, each with a shard of its own; slurm/n: i is SLURM_ARRAY_TASK_ID");
  sub->add_flag(
      "--dry-run", command->dry_run,
      "say how many runs, how many are done, how long (one run is measured) and how large");
  sub->add_flag("--slurm", command->slurm,
                "write an array job and a job that merges, and submit them (with --dry-run: only "
                "write them); tasks take about ten minutes, measured on one run");
  sub->add_option("--tasks", command->tasks, "of the array, instead of tasks of ten minutes")
      ->check(CLI::PositiveNumber);
  add_common(*sub, *command);
  CLI::Option* slurm = sub->get_option("--slurm");
  sub->get_option("--tasks")->needs(slurm);
  sub->get_option("--shard")->excludes(slurm);
  sub->get_option("--time-limit")->excludes(slurm);
  sub->require_subcommand(0, 1);
  add_resume(*sub, action, ranks);
  add_rerun(*sub, action, ranks);
  add_sweep_status(*sub, action);
  sub->footer(
      "Examples:\n"
      "  ravenstein sweep campaign.yaml --dry-run\n"
      "  ravenstein sweep campaign.yaml -o mali.sweep\n"
      "  mpirun -n 64 ravenstein sweep campaign.yaml -o mali.sweep\n"
      "  ravenstein sweep campaign.yaml -o mali.sweep --slurm --threads 16\n"
      "  ravenstein sweep status mali.sweep\n"
      "  ravenstein sweep resume mali.sweep\n"
      "  ravenstein merge mali.sweep");
  sub->callback([&action, &ranks, command] {
    if (!action) action = [command, &ranks] { return sweep(*command, ranks); };
  });
}

}  // namespace ravenstein::cli
