// SPDX-License-Identifier: Apache-2.0
// What the subcommands of `ravenstein sweep` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/work_options.hpp"

namespace ravenstein::cli {

struct SweepCommand : WorkOptions {
  std::string campaign, folder, shard, time_limit;
  std::size_t tasks = 0;  ///< of a Slurm array; 0: chosen
  bool dry_run = false, rerun_failed = false, slurm = false;
};

/// `status` and `failures`.
void add_sweep_status(CLI::App& sweep, Action& action);

}  // namespace ravenstein::cli
