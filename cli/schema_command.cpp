// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "io/yaml/schema.hpp"

namespace ravenstein::cli {
namespace {

ExitCode print_schema(bool markdown) {
  std::cout << (markdown ? io::scenario_reference() : io::scenario_json_schema());
  return ExitCode::ok;
}

}  // namespace

void add_schema(CLI::App& app, Action& action) {
  auto markdown = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand(
      "schema", "Prints the JSON schema of scenarios: every key and parameter, for editors");
  command->add_flag("--markdown", *markdown, "as tables for people instead");
  command->footer(
      "Examples:\n"
      "  ravenstein schema > scenario.schema.json\n"
      "  ravenstein schema --markdown | less");
  command->callback(
      [&action, markdown] { action = [markdown] { return print_schema(*markdown); }; });
}

}  // namespace ravenstein::cli
