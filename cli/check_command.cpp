// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/plan.hpp"

namespace ravenstein::cli {
namespace {

struct CheckCommand {
  std::string input;
  std::vector<std::string> overrides;
  bool quiet = false;
  bool resolved = false;
};

ExitCode check(const CheckCommand& command) {
  const LoadedScenario loaded = load_scenario(command.input, command.overrides);
  if (command.resolved) {
    std::cout << loaded.resolved_yaml;
    return ExitCode::ok;
  }
  if (!command.quiet) {
    tell_notes(loaded.file, std::cerr);
    std::cout << loaded.file.scenario.title << '\n'
              << scenario_text(loaded.file) << "No problems found.\n";
  }
  return ExitCode::ok;
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  auto command = std::make_shared<CheckCommand>();
  CLI::App* sub = app.add_subcommand(
      "check", "Reads a scenario and tells all its problems, without running it");
  sub->add_option("scenario", command->input, "a scenario.yaml, its folder, or a projection")
      ->required();
  sub->add_option("--set", command->overrides, "path=value: changes the scenario; repeatable")
      ->expected(1)
      ->take_all();
  sub->add_flag("--resolved", command->resolved,
                "print the scenario with all it extends and --set merged, as one YAML");
  sub->add_flag("-q,--quiet", command->quiet, "say nothing but problems");
  sub->footer(
      "Examples:\n"
      "  ravenstein check scenarios/mali-2012\n"
      "  ravenstein check scenarios/mali-2012 --set period.days=100");
  sub->callback([&action, command] { action = [command] { return check(*command); }; });
}

}  // namespace ravenstein::cli
