// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/calibration_summary.hpp"
#include "cli/commands.hpp"
#include "io/calibration/calibration_read.hpp"
#include "io/projection/compare.hpp"
#include "io/projection/inspect.hpp"

namespace ravenstein::cli {
namespace {

struct InspectCommand {
  std::string projection;
  std::string other;
  bool all = false;
  bool json = false;
};

ExitCode compare(const InspectCommand& command) {
  const auto difference = io::dataset_difference(command.projection, command.other);
  if (difference) {
    std::cout << "different: " << *difference << '\n';
    return ExitCode::runtime_error;
  }
  std::cout << "the same in all but provenance\n";
  return ExitCode::ok;
}

ExitCode inspect(const InspectCommand& command) {
  if (!command.other.empty()) return compare(command);
  if (!command.json && io::is_calibration(command.projection)) {
    std::cout << recorded_summary(io::read_calibration_result(command.projection));
    return ExitCode::ok;
  }
  const io::Detail detail = command.all ? io::Detail::all : io::Detail::page;
  std::cout << (command.json ? io::inspect_json(command.projection)
                             : io::inspect_text(command.projection, detail));
  if (!command.json && !command.all) std::cout << "--all tells every score and variable.\n";
  return ExitCode::ok;
}

}  // namespace

void add_inspect(CLI::App& app, Action& action) {
  auto command = std::make_shared<InspectCommand>();
  CLI::App* sub =
      app.add_subcommand("inspect", "Says what is in a projection, or what a calibration found");
  sub->add_option("projection", command->projection,
                  "a file written by `ravenstein run`, or by calibrate")
      ->required();
  CLI::Option* json = sub->add_flag("--json", command->json, "all of it as JSON, for programs");
  sub->add_flag("--all", command->all, "every score and variable, not only a page")->excludes(json);
  sub->add_option("--same-as", command->other,
                  "another projection: says whether both hold the same, else ends with 1");
  sub->footer(
      "Examples:\n"
      "  ravenstein inspect mali-2012.h5\n"
      "  ravenstein inspect mali-2012.h5 --all\n"
      "  ravenstein inspect mali-2012.h5 --json\n"
      "  ravenstein inspect mali-calibration.h5\n"
      "  ravenstein inspect mali-2012.h5 --same-as again.h5");
  sub->callback([&action, command] { action = [command] { return inspect(*command); }; });
}

}  // namespace ravenstein::cli
