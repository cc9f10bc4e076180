// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/comparison_text.hpp"
#include "cli/disclosure_options.hpp"
#include "cli/projections.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/release/release_tables.hpp"
#include "io/report/write_comparison.hpp"

namespace ravenstein::cli {
namespace {

struct CompareCommand {
  std::vector<std::string> projections;
  std::vector<std::string> zones;
  std::string json, csv;
  DisclosureOptions disclosure;
  bool force = false;
};

void write_text(const std::string& path, const std::string& text, bool force) {
  if (path.empty()) return;
  io::write_atomically(path, std::as_bytes(std::span(text)), force);
  std::cout << "Wrote " << path << '\n';
}

ExitCode compare(const CompareCommand& command) {
  if (!command.json.empty() && command.json == command.csv) {
    throw UsageError("--json and --csv name the same file");
  }
  for (const std::string& output : {command.json, command.csv}) {
    if (!output.empty()) io::check_output(output, command.force);
  }
  const models::DisclosureSettings settings = command.disclosure.settings();
  const std::size_t count = command.projections.size();
  std::vector<std::string> paths = command.projections;
  paths.insert(paths.end(), command.disclosure.with.begin(), command.disclosure.with.end());
  const std::vector<std::string> names = names_of_scenarios(paths);
  const std::vector<io::ProjectionFile> files = read_projections(paths);
  std::vector<const io::ProjectionFile*> all;
  for (const io::ProjectionFile& file : files) all.push_back(&file);
  const bool open = command.disclosure.kind() == io::Release::open;
  const io::Comparison comparison =
      open ? io::public_comparison(all, names, settings, count)
           : io::compare_projections(std::span(all).first(count), std::span(names).first(count));
  if (!open) std::cout << io::kRestrictedStamp << '\n';
  const std::vector<ZoneIndex> zones = zones_named(comparison.zones, command.zones);
  std::cout << comparison_text(comparison, zones);
  if (open) std::cout << '\n' << io::kPublishTogether << '\n';
  write_text(command.json, io::comparison_json(comparison), command.force);
  write_text(command.csv, io::comparison_csv(comparison), command.force);
  return ExitCode::ok;
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  auto command = std::make_shared<CompareCommand>();
  CLI::App* sub = app.add_subcommand(
      "compare", "How scenarios differ from a baseline, zone by zone, and what of it is chance");
  sub->add_option("projections", command->projections,
                  "files written by `ravenstein run`; the first is the baseline")
      ->required()
      ->expected(2, 64);
  sub->add_option("--zone", command->zones,
                  "code of a zone to show [those that differ most]; repeatable")
      ->expected(1)
      ->take_all();
  sub->add_option("--json", command->json, "also write all of it as JSON");
  sub->add_option("--csv", command->csv, "also write all zones as CSV");
  add_disclosure_options(*sub, command->disclosure);
  sub->add_flag("--force", command->force, "overwrite outputs that exist");
  sub->footer(
      "Examples:\n"
      "  ravenstein run scenarios/somalia --set period.days=425 --out baseline.h5\n"
      "  ravenstein run scenarios/somalia/failed-deyr.yaml\n"
      "  ravenstein compare baseline.h5 failed-deyr.h5\n"
      "  ravenstein compare baseline.h5 failed-deyr.h5 --csv differences.csv");
  sub->callback([&action, command] { action = [command] { return compare(*command); }; });
}

}  // namespace ravenstein::cli
