// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/disclosure_options.hpp"
#include "cli/load.hpp"
#include "cli/projections.hpp"
#include "cli/text.hpp"
#include "engine/core/problem.hpp"
#include "io/export/export.hpp"
#include "io/yaml/standards.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
using io::ReleaseTables;

struct ExportCommand {
  std::string projection, format, output;
  bool force = false;
  DisclosureOptions disclosure;
};

/// What a format is called and its files end in; several endings: any of them. None: a folder.
struct Format {
  std::string_view name;
  std::array<std::string_view, 2> endings;
};
constexpr std::array<Format, 8> kFormats = {{{"csv", {".csv", ""}},
                                             {"hxl", {".csv", ""}},
                                             {"xlsx", {".xlsx", ".xlsx"}},
                                             {"gpkg", {".gpkg", ".gpkg"}},
                                             {"geojson", {".geojson", ".json"}},
                                             {"omx", {".omx", ".omx"}},
                                             {"flowmap", {"", ""}},
                                             {"nc", {".nc", ".h5"}}}};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : kFormats) names.emplace_back(format.name);
  return names;
}

/// A dot may stand in the name of a folder, too.
bool is_ending_of_files(const std::string& ending) {
  constexpr std::array kOthers = {".html", ".json", ".zip", ".txt", ".pdf", ".xls"};
  return std::ranges::find(kOthers, ending) != kOthers.end() ||
         std::ranges::any_of(kFormats, [&](const Format& format) {
           return !ending.empty() &&
                  std::ranges::find(format.endings, ending) != format.endings.end();
         });
}

/// Where it goes if nobody says: beside nothing that is there, `somalia-public.xlsx`.
fs::path output_of(const ExportCommand& command) {
  const Format& format = *std::ranges::find(kFormats, command.format, &Format::name);
  if (command.output.empty()) {
    const std::string stem = fs::path(command.projection).stem().string();
    const bool folder = format.endings[1].empty();
    const std::string ending = folder ? "-" + command.format : std::string(format.endings[0]);
    return stem + "-" + command.disclosure.release + ending;
  }
  const fs::path output = command.output;
  const std::string ending = output.extension().string();
  const bool folder = format.endings[1].empty() && !is_ending_of_files(ending);
  if (!folder && std::ranges::find(format.endings, ending) == format.endings.end()) {
    throw UsageError(fmt::format(
        "-o: expected a {} for {}, found {}",
        format.endings[0].empty() ? "folder"
                                  : fmt::format("name that ends in {}{}", format.endings[0],
                                                format.endings[1].empty() ? ", or a folder" : ""),
        command.format, command.output));
  }
  return output;
}

/// What the scenario says of needs and boundaries.
struct FromScenario {
  models::Standards standards;
  io::Boundaries boundaries;
};

/// Of the scenario; standards that ship with the program if the scenario's inputs are gone.
FromScenario from_scenario(const ExportCommand& command, const io::ProjectionFile& file) {
  try {
    io::ScenarioFile scenario = load_scenario(command.projection, {}).file;
    return {std::move(scenario.standards), std::move(scenario.boundaries)};
  } catch (const InputError&) {
    std::cerr << "note: the scenario cannot be read again: needs follow the standards that ship "
                 "with the program\n";
  }
  Problems problems;
  models::Standards standards;
  const auto shipped = io::shipped_standards();
  for (std::size_t i = shipped.size(); i-- > 0;) {  // the first on top
    const std::string name(shipped[i].name);
    io::InputFiles memory = io::InputFiles::in_memory({{name, std::string(shipped[i].yaml)}});
    io::read_standards(memory, name, {}, file.zones, standards, problems);
  }
  problems.throw_if_any();
  return {std::move(standards), {}};
}

std::vector<fs::path> write(const ReleaseTables& tables, const std::string& format,
                            const fs::path& output, bool force) {
  if (format == "csv" || format == "hxl") {
    return io::export_csv(tables, output, format == "hxl", force);
  }
  if (format == "flowmap") return io::export_flowmap(tables, output, force);
  if (format == "xlsx") io::export_xlsx(tables, output, force);
  if (format == "gpkg") io::export_gpkg(tables, output, force);
  if (format == "geojson") io::export_geojson(tables, output, force);
  if (format == "omx") io::export_omx(tables, output, force);
  if (format == "nc") io::export_netcdf(tables, output, force);
  return {output};
}

void tell(const ReleaseTables& tables, const std::string& format,
          const std::vector<fs::path>& files) {
  for (const fs::path& file : files) std::cout << file.string() << '\n';
  std::cout << bullet(tables.note());
  const std::size_t located = io::places_on_the_map(tables);
  const bool map = format == "gpkg" || format == "geojson" || format == "flowmap";
  if (map && located < tables.places.size()) {
    std::cout << fmt::format("  {} of {} places have no position: they are not on the map\n",
                             tables.places.size() - located, tables.places.size());
  }
  if (tables.flows.empty()) {
    std::cout << fmt::format("  No flows between places: {}\n", tables.flow_note);
  }
}

ExitCode run_export(const ExportCommand& command) {
  const fs::path output = output_of(command);
  const models::DisclosureSettings settings = command.disclosure.settings();
  std::vector<std::string> paths{command.projection};
  paths.insert(paths.end(), command.disclosure.with.begin(), command.disclosure.with.end());
  names_of_scenarios(paths);  // each once
  const std::vector<io::ProjectionFile> files = read_projections(paths);
  std::vector<const io::ProjectionFile*> together;
  for (const io::ProjectionFile& file : files) together.push_back(&file);
  const FromScenario scenario = from_scenario(command, files.front());
  std::vector<ReleaseTables> tables;
  try {
    tables = io::release_tables(together, command.disclosure.kind(), settings, &scenario.standards);
  } catch (const std::invalid_argument& error) {
    throw UsageError(std::string("--with: ") + error.what());
  }
  if (tables.front().places.empty()) {
    std::cerr << "ravenstein: all people together are too few to be shown to the public\n";
    return ExitCode::disclosure_refused;
  }
  tables.front().boundaries = scenario.boundaries.geojson;
  tell(tables.front(), command.format,
       write(tables.front(), command.format, output, command.force));
  return ExitCode::ok;
}

}  // namespace

void add_export(CLI::App& app, Action& action) {
  auto command = std::make_shared<ExportCommand>();
  CLI::App* sub = app.add_subcommand(
      "export", "Tables and maps for other programs, without small numbers of people");
  sub->add_option("projection", command->projection, "a file written by `ravenstein run`")
      ->required();
  sub->add_option("--to", command->format, "what the files are to be")
      ->required()
      ->check(CLI::IsMember(format_names()));
  sub->add_option("-o,--output", command->output,
                  "the file or folder [named after the projection]");
  add_disclosure_options(*sub, command->disclosure);
  sub->add_flag("--force", command->force, "replace files that are there");
  sub->footer(
      "Examples:\n"
      "  ravenstein export somalia.h5 --to xlsx\n"
      "  ravenstein export somalia.h5 --to gpkg -o somalia.gpkg --level region\n"
      "  ravenstein export baseline.h5 --with what-if.h5 --to hxl -o for-hdx\n"
      "  ravenstein export somalia.h5 --to omx -o flows.omx --release restricted");
  sub->callback([&action, command] { action = [command] { return run_export(*command); }; });
}

}  // namespace ravenstein::cli
