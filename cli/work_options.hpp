// SPDX-License-Identifier: Apache-2.0
// The options that commands share which run scenarios and take a while.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/progress.hpp"

namespace ravenstein::cli {

struct WorkOptions {
  int threads = 0;  ///< 0: as many as cores
  std::string progress = "auto";
  bool quiet = false;

  ProgressMode progress_mode() const;
};

/// --threads, --progress and --quiet.
/// `threads`: what its help says of --threads.
void add_work_options(CLI::App& app, WorkOptions& options,
                      const std::string& threads =
                          "how many to use [as many as cores]; the result does not depend on it");

/// What a command changes of its scenario.
struct ScenarioOptions {
  std::vector<std::string> overrides;
  std::optional<std::uint64_t> seed;
};

/// --set and --seed.
void add_scenario_options(CLI::App& app, ScenarioOptions& options);

}  // namespace ravenstein::cli
