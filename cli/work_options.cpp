// SPDX-License-Identifier: Apache-2.0
#include "cli/work_options.hpp"

namespace ravenstein::cli {

ProgressMode WorkOptions::progress_mode() const {
  if (quiet || progress == "none") return ProgressMode::none;
  return progress == "plain" ? ProgressMode::plain : ProgressMode::automatic;
}

void add_work_options(CLI::App& app, WorkOptions& options, const std::string& threads) {
  app.add_option("--threads", options.threads, threads)->check(CLI::Range(0, 4096));
  app.add_option("--progress", options.progress,
                 "auto: a bar on a terminal; plain: a line per 10 %")
      ->check(CLI::IsMember({"auto", "plain", "none"}));
  app.add_flag("-q,--quiet", options.quiet, "say nothing but errors");
}

void add_scenario_options(CLI::App& app, ScenarioOptions& options) {
  app.add_option("--set", options.overrides,
                 "path=value: changes the scenario, e.g. behaviour.preset=R0; repeatable")
      ->expected(1)
      ->take_all();
  app.add_option("--seed", options.seed, "of the random draws, as --set seed=...")
      ->check(CLI::NonNegativeNumber);
}

}  // namespace ravenstein::cli
