// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"
#include "io/needs/hosts_note.hpp"
#include "io/needs/needs_table.hpp"
#include "io/needs/write_needs.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/projection/read.hpp"
#include "io/yaml/standards.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

struct NeedsCommand {
  std::string projection;
  std::vector<std::string> standards;
  std::string output;
  bool force = false;
  io::NeedsOptions options;
};

/// A name that ships with the program, or a file.
void put_on_top(const std::string& name, std::span<const Zone> world,
                models::Standards& standards) {
  Problems problems;
  const auto shipped = io::shipped_standards();
  const auto found = std::ranges::find(shipped, name, &io::ShippedStandards::name);
  if (found != shipped.end()) {
    io::InputFiles memory = io::InputFiles::in_memory({{name, std::string(found->yaml)}});
    io::read_standards(memory, name, {}, world, standards, problems);
  } else {
    const fs::path path = name;
    io::InputFiles disk = io::InputFiles::on_disk(path.parent_path());
    io::read_standards(disk, path.filename().generic_string(), {}, world, standards, problems);
  }
  problems.throw_if_any();
}

std::string amount(double value) {
  if (!std::isfinite(value)) return "?";
  if (std::abs(value) < 100) return fmt::format("{:.3g}", value);
  return grouped(std::llround(value));
}

/// The last row of each zone, all its people together.
std::string terminal_table(const io::NeedsTable& table, const io::ProjectionFile& file) {
  std::string text = emphasised(file.title, stdout) + '\n';
  const int last = file.projection.period.steps() - 1;
  text += fmt::format("What the people present on {} need", io::end_of_row(file, last));
  if (!table.quantiles.empty()) {
    text += fmt::format(" (mean of {} members; {:g} % and {:g} % of them)", file.ensemble.members,
                        100 * table.quantiles.front(), 100 * table.quantiles.back());
  }
  text += '\n';
  ZoneIndex zone = kNowhere;
  for (const io::NeedLine& line : table.lines) {
    if (line.row != last || line.group != "all") continue;
    if (line.zone != zone) {
      zone = line.zone;
      text += '\n' + emphasised(fmt::format("{} {}", file.zones[zone].code, file.zones[zone].name),
                                stdout);
      text += fmt::format("\n  {:<24}{:>16}{:>16}{:>16}\n", "", "needed", "there", "missing");
    }
    text += fmt::format("  {:<24}{:>16}{:>16}{:>16}  {}", line.need, amount(line.value),
                        std::isnan(line.available) ? "" : amount(line.available),
                        std::isnan(line.missing) ? "" : amount(line.missing), line.unit);
    if (!line.quantile.empty()) {
      text +=
          fmt::format(" ({} to {})", amount(line.quantile.front()), amount(line.quantile.back()));
    }
    text += '\n';
  }
  return text;
}

std::string sources_text(const models::Standards& standards, const io::NeedsTable& table,
                         const io::ProjectionFile& file) {
  std::string text = "\nStandards\n";
  const Zone& zone = file.zones[table.lines.empty() ? 0 : table.lines.front().zone];
  for (const models::StandardInfo& info : models::standard_infos()) {
    const models::Standard* standard = standards.find(info.name, zone);
    if (standard == nullptr) continue;
    text += bullet(
        fmt::format("{} {:g} [{}]: {}", info.name, standard->value, info.unit, standard->source));
  }
  return text;
}

ExitCode print_needs(NeedsCommand& command) {
  const bool json = command.output.ends_with(".json");
  if (!command.output.empty() && !json && !command.output.ends_with(".csv")) {
    throw UsageError("--output: expected a name that ends in .csv or .json, found " +
                     command.output);
  }
  if (!command.output.empty()) io::check_output(command.output, command.force);
  const io::ProjectionFile file = io::read_projection(command.projection);
  LoadedScenario loaded = load_scenario(command.projection, {});
  models::Standards& standards = loaded.file.standards;
  for (const std::string& name : command.standards) put_on_top(name, file.zones, standards);
  const io::NeedsTable table =
      io::needs_table(file, loaded.file.scenario, standards, command.options);
  const std::string note = io::hosts_note(loaded.file.scenario);
  if (!note.empty()) std::cerr << note << '\n';
  if (command.output.empty()) {
    std::cout << terminal_table(table, file) << sources_text(standards, table, file);
    return ExitCode::ok;
  }
  const std::string text =
      json ? io::needs_json(table, file, standards) : io::needs_csv(table, file);
  io::write_atomically(command.output,
                       {reinterpret_cast<const std::byte*>(text.data()), text.size()},
                       command.force);
  std::cout << fmt::format("{} lines in {}\n", grouped(std::ssize(table.lines)), command.output);
  return ExitCode::ok;
}

}  // namespace

void add_needs(CLI::App& app, Action& action) {
  auto command = std::make_shared<NeedsCommand>();
  CLI::App* sub = app.add_subcommand(
      "needs", "What the people of a projection need, beside what its cities have");
  sub->add_option("projection", command->projection, "a file written by `ravenstein run`")
      ->required();
  sub->add_option("--standards", command->standards,
                  "sphere, unhcr, who, or a YAML file; over those of the scenario; the last counts")
      ->take_all();
  sub->add_option("--zone", command->options.zones, "code of a zone; may be given several times")
      ->take_all();
  sub->add_option("--first-wait", command->options.first_wait_days,
                  "days of wait for a consultation when the projection begins")
      ->check(CLI::Range(0.0, 3650.0))
      ->capture_default_str();
  sub->add_option("--target-wait", command->options.target_wait_days, "days of wait to be held")
      ->check(CLI::Range(0.0, 3650.0))
      ->capture_default_str();
  sub->add_option("-o,--output", command->output,
                  "write all months, groups and strata to a .csv or .json file");
  sub->add_flag("--force", command->force, "replace the file if it is there");
  sub->footer(
      "Examples:\n"
      "  ravenstein needs somalia.h5\n"
      "  ravenstein needs somalia.h5 --zone SO22 --standards unhcr --target-wait 3\n"
      "  ravenstein needs somalia.h5 --standards our-city.yaml -o needs.csv");
  sub->callback([&action, command] { action = [command] { return print_needs(*command); }; });
}

}  // namespace ravenstein::cli
