// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/import_tables.hpp"
#include "io/import/flee.hpp"
#include "io/projection/atomic_file.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

struct ImportFlee {
  std::string directory;
  std::string output;
  io::FleeImportOptions options;
  bool force = false;
  bool quiet = false;
};

/// The schema as seen from the new scenario, if it lies in a checkout of Ravenstein.
std::string schema_from(const fs::path& output) {
  const char* kSchema = "../../docs/scenario.schema.json";
  return fs::exists((fs::absolute(output) / kSchema).lexically_normal()) ? kSchema : "";
}

ExitCode import_flee(ImportFlee command) {
  const fs::path directory = fs::absolute(command.directory).lexically_normal();
  const fs::path name =
      directory.has_filename() ? directory.filename() : directory.parent_path().filename();
  const fs::path output = command.output.empty() ? name : fs::path(command.output);
  if (!command.force && fs::exists(output)) throw io::OutputExists(output);
  command.options.schema = schema_from(output);
  const io::FleeImport imported = io::import_flee(command.directory, command.options);
  io::write_files(imported.files, output, command.force);
  if (command.quiet) return ExitCode::ok;
  for (const io::ImportNote& note : imported.report) std::cout << io::note_text(note) << '\n';
  std::cout << "Wrote " << imported.files.size() << " files to " << output.string() << ", "
            << imported.report.size() << " notes above. Next:\n  ravenstein run " << output.string()
            << '\n';
  return ExitCode::ok;
}

void add_import_flee(CLI::App& import, Action& action) {
  auto command = std::make_shared<ImportFlee>();
  CLI::App* sub = import.add_subcommand("flee", "A case of Flee: input_csv and source_data");
  sub->add_option("directory", command->directory, "the folder of the case")->required();
  sub->add_option("-o,--out", command->output,
                  "the folder to write the scenario to [the case's name]");
  sub->add_option("--title", command->options.title, "of the scenario [the case's name]");
  std::vector<std::string> presets;
  for (const auto& [name, values] : models::find_behaviour_model("flee")->presets) {
    presets.push_back(name);
  }
  sub->add_option("--preset", command->options.preset,
                  "of Flee's rules; flee-3: with the defects of Flee 3 [corrected]")
      ->check(CLI::IsMember(presets));
  sub->add_flag("--force", command->force, "overwrite files that are there");
  sub->add_flag("-q,--quiet", command->quiet, "do not report what was repaired");
  sub->footer(
      "Examples:\n"
      "  ravenstein import flee conflict_input/mali2012 -o scenarios/mali-flee\n"
      "  ravenstein import flee mali2012 --preset flee-3");
  sub->callback([&action, command] { action = [command] { return import_flee(*command); }; });
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("import", "Turns other programs' cases and publishers' tables into ours");
  command->require_subcommand(1);
  command->footer("Example:\n  ravenstein import flee DIR -o scenarios/NAME");
  add_import_flee(*command, action);
  add_import_fsnau(*command, action);
  add_import_prmn(*command, action);
}

}  // namespace ravenstein::cli
