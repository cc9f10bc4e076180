// SPDX-License-Identifier: Apache-2.0
// What the subcommands of `ravenstein sweep` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/progress.hpp"

namespace ravenstein::cli {

struct SweepCommand {
  std::string campaign, folder, shard, time_limit;
  std::string progress = "auto";
  int threads = 0;
  std::size_t tasks = 0;  ///< of a Slurm array; 0: chosen
  bool dry_run = false, quiet = false, rerun_failed = false, slurm = false;

  ProgressMode progress_mode() const;
};

/// `status` and `failures`.
void add_sweep_status(CLI::App& sweep, Action& action);

}  // namespace ravenstein::cli
