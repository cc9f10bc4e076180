// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/build_info.hpp"
#include "cli/commands.hpp"

namespace ravenstein::cli {
namespace {

ExitCode print_version(bool json) {
  const BuildInfo info = build_info();
  if (json) {
    const nlohmann::ordered_json document{{"version", info.version},
                                          {"git_hash", info.git_hash},
                                          {"compiler", info.compiler},
                                          {"build_type", info.build_type}};
    std::cout << document.dump(2) << '\n';
  } else {
    std::cout << fmt::format("ravenstein {} (git {}, {}, {})\n", info.version, info.git_hash,
                             info.compiler, info.build_type);
  }
  return ExitCode::ok;
}

}  // namespace

void add_version(CLI::App& app, Action& action) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("version", "Says which version this is");
  command->add_flag("--json", *json, "as JSON, for programs");
  command->footer("Examples:\n  ravenstein version\n  ravenstein version --json");
  command->callback([&action, json] { action = [json] { return print_version(*json); }; });
}

}  // namespace ravenstein::cli
