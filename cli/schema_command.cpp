// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "io/yaml/schema.hpp"

namespace ravenstein::cli {
namespace {

struct Wanted {
  bool markdown = false;
  bool models = false;
  std::vector<std::string> files;       ///< options that name one
  const io::OtherFile* file = nullptr;  ///< none: of scenarios
};

ExitCode print_schema(const Wanted& wanted) {
  if (wanted.files.size() + (wanted.models ? 1 : 0) > 1) {
    throw UsageError(fmt::format("expected one kind of file at a time, found {}{}",
                                 fmt::join(wanted.files, " and "),
                                 wanted.models ? " and --models" : ""));
  }
  if (wanted.file != nullptr) {
    std::cout << (wanted.markdown ? io::reference(*wanted.file) : io::json_schema(*wanted.file));
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
  for (const io::OtherFile& file : io::other_files()) {
    command->add_flag_callback(
        fmt::format("--{}", file.name),
        [wanted, &file] {
          wanted->file = &file;
          wanted->files.push_back(fmt::format("--{}", file.name));
        },
        fmt::format("of {}.yaml, not of scenarios", file.name));
  }
  command->footer(
      "Examples:\n"
      "  ravenstein schema > scenario.schema.json\n"
      "  ravenstein schema --markdown | less\n"
      "  ravenstein schema --models | less\n"
      "  ravenstein schema --calibration > calibration.schema.json");
  command->callback([&action, wanted] { action = [wanted] { return print_schema(*wanted); }; });
}

}  // namespace ravenstein::cli
