// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "io/projection/inspect.hpp"

namespace ravenstein::cli {
namespace {

struct InspectCommand {
  std::string projection;
  bool json = false;
};

ExitCode inspect(const InspectCommand& command) {
  std::cout << (command.json ? io::inspect_json(command.projection)
                             : io::inspect_text(command.projection));
  return ExitCode::ok;
}

}  // namespace

void add_inspect(CLI::App& app, Action& action) {
  auto command = std::make_shared<InspectCommand>();
  CLI::App* sub = app.add_subcommand("inspect", "Says what is in a projection");
  sub->add_option("projection", command->projection, "a file written by `ravenstein run`")
      ->required();
  sub->add_flag("--json", command->json, "as JSON, for programs");
  sub->footer(
      "Examples:\n"
      "  ravenstein inspect mali-2012.h5\n"
      "  ravenstein inspect mali-2012.h5 --json");
  sub->callback([&action, command] { action = [command] { return inspect(*command); }; });
}

}  // namespace ravenstein::cli
