// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/init_template.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

struct InitOptions {
  std::string folder;
  bool force = false;
  bool quiet = false;
};

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error(path.string() + " could not be written");
}

ExitCode write_template(const InitOptions& options) {
  const fs::path folder = options.folder;
  if (!options.force) {
    if (fs::exists(folder) && !fs::is_directory(folder)) throw io::OutputExists(folder);
    for (const TemplateFile& file : scenario_template()) {
      if (fs::exists(folder / file.name)) throw io::OutputExists(folder / file.name);
    }
  }
  fs::create_directories(folder);
  for (const TemplateFile& file : scenario_template()) write_file(folder / file.name, file.text);
  if (!options.quiet) {
    std::cout << "Wrote a small scenario to " << options.folder << ". Next:\n  ravenstein run "
              << options.folder << '\n';
  }
  return ExitCode::ok;
}

}  // namespace

void add_init(CLI::App& app, Action& action) {
  auto options = std::make_shared<InitOptions>();
  CLI::App* command =
      app.add_subcommand("init", "Writes a small commented scenario that runs, to start from");
  command->add_option("folder", options->folder, "the folder to write it to")->required();
  command->add_flag("--force", options->force, "overwrite files that are there");
  command->add_flag("-q,--quiet", options->quiet, "say nothing but errors");
  command->footer("Example:\n  ravenstein init my-first && ravenstein run my-first");
  command->callback(
      [&action, options] { action = [options] { return write_template(*options); }; });
}

}  // namespace ravenstein::cli
