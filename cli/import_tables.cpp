// SPDX-License-Identifier: Apache-2.0
#include "cli/import_tables.hpp"

#include <filesystem>
#include <iostream>
#include <memory>

#include "io/import/fsnau.hpp"
#include "io/import/prmn.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

struct ImportTables {
  std::string source;
  std::string zones;
  std::string regions{};
  std::string output;
  bool force = false;
  bool quiet = false;
};

ExitCode write(const ImportTables& command, const io::DriverImport& imported) {
  io::write_files(imported.files, command.output, command.force);
  if (command.quiet) return ExitCode::ok;
  for (const io::ImportNote& note : imported.report) std::cout << io::note_text(note) << '\n';
  std::cout << "Wrote to " << command.output << ':';
  const char* separator = " ";
  for (const auto& [name, text] : imported.files) {
    std::cout << separator << name;
    separator = ", ";
  }
  std::cout << '\n';
  return ExitCode::ok;
}

void refuse_existing(const ImportTables& command) {
  if (!command.force && fs::exists(command.output)) throw io::OutputExists(command.output);
}

ExitCode import_fsnau(const ImportTables& command) {
  refuse_existing(command);
  return write(command, io::import_fsnau(command.source, command.zones, command.regions));
}

ExitCode import_prmn(const ImportTables& command) {
  refuse_existing(command);
  return write(command, {io::import_prmn(command.source, command.zones, command.regions), {}});
}

void add_options(CLI::App& sub, ImportTables& command) {
  sub.add_option("--zones", command.zones, "the table of zones (code, name, ...) to write for")
      ->required();
  sub.add_option("-o,--out", command.output, "the folder to write the tables to")->required();
  sub.add_option("--to-regions", command.regions,
                 "a table of coarser zones: values of those that are named as zones' region");
  sub.add_flag("--force", command.force, "overwrite files that are there");
  sub.add_flag("-q,--quiet", command.quiet, "do not say what was done");
}

}  // namespace

void add_import_fsnau(CLI::App& import, Action& action) {
  auto command = std::make_shared<ImportTables>();
  CLI::App* sub = import.add_subcommand(
      "fsnau", "Rain, prices, incidents, food phases of Somalia by district and month");
  sub->add_option(
         "directory", command->source,
         "the folder of fsnau_district_month.csv (and, if there, tables of IPC and FEWS NET)")
      ->required();
  add_options(*sub, *command);
  sub->footer(
      "Example:\n"
      "  ravenstein import fsnau DIR --zones scenarios/somalia/data/districts.csv -o drivers");
  sub->callback([&action, command] { action = [command] { return import_fsnau(*command); }; });
}

void add_import_prmn(CLI::App& import, Action& action) {
  auto command = std::make_shared<ImportTables>();
  CLI::App* sub =
      import.add_subcommand("prmn", "Movements of Somalia by district, month and cause");
  sub->add_option("file", command->source, "the register: origin, destination, cause, individuals")
      ->required();
  add_options(*sub, *command);
  sub->footer(
      "Example:\n"
      "  ravenstein import prmn FILE --zones scenarios/somalia/data/districts.csv -o register");
  sub->callback([&action, command] { action = [command] { return import_prmn(*command); }; });
}

}  // namespace ravenstein::cli
