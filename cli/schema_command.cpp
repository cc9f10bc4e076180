// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "io/yaml/schema.hpp"

namespace ravenstein::cli {
namespace {

struct Wanted {
  bool markdown = false;
  bool models = false;
  bool campaign = false;
};

ExitCode print_schema(const Wanted& wanted) {
  if (wanted.campaign) {
    std::cout << (wanted.markdown ? io::campaign_reference() : io::campaign_json_schema());
    return ExitCode::ok;
  }
  std::cout << (wanted.models     ? io::models_reference()
                : wanted.markdown ? io::scenario_reference()
                                  : io::scenario_json_schema());
  return ExitCode::ok;
}

}  // namespace

void add_schema(CLI::App& app, Action& action) {
  auto wanted = std::make_shared<Wanted>();
  CLI::App* command = app.add_subcommand(
      "schema", "Prints the JSON schema of scenarios: every key and parameter, for editors");
  auto* markdown =
      command->add_flag("--markdown", wanted->markdown, "as tables for people instead");
  command
      ->add_flag("--models", wanted->models,
                 "every model instead: its formulas' source, and its parameters with theirs")
      ->excludes(markdown);
  command->add_flag("--campaign", wanted->campaign, "of campaign.yaml, not of scenarios");
  command->footer(
      "Examples:\n"
      "  ravenstein schema > scenario.schema.json\n"
      "  ravenstein schema --markdown | less\n"
      "  ravenstein schema --models | less");
  command->callback([&action, wanted] { action = [wanted] { return print_schema(*wanted); }; });
}

}  // namespace ravenstein::cli
