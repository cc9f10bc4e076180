// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <iostream>
#include <memory>
#include <optional>

#include "calibration/attribution/attribute.hpp"
#include "cli/build_info.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/load.hpp"
#include "cli/plan.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"
#include "cli/work_options.hpp"
#include "io/attribution.hpp"
#include "io/projection/atomic_file.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

struct AttributeCommand : WorkOptions, ScenarioOptions {
  std::string input;
  std::vector<std::string> outputs;
  std::optional<int> members;
  std::size_t exact_up_to = 8;
  int pairs = 32;
  bool force = false;
};

/// What the command line asks of the scenario.
void check_request(const AttributeCommand& command, const Scenario& scenario) {
  for (const std::string& output : command.outputs) {
    if (!io::can_write_attribution(output)) {
      throw UsageError(output + ": expected a file ending in .json, .csv or .h5");
    }
    io::check_output(output, command.force);
  }
  if (scenario.population.departures != PopulationPlan::Departures::hazard) {
    throw UsageError(
        "in this scenario as many people leave as were observed to (population.departures: "
        "observed): no cause explains them. Attribution needs departures: hazard");
  }
  const models::BehaviourModel* model = models::find_behaviour_model(scenario.behaviour.model);
  if (model != nullptr && model->uses &&
      model->uses(models::complete_parameters(scenario), scenario).departs_in_numbers) {
    throw UsageError(fmt::format(
        "with {} people leave in numbers, not because of causes that compete: nothing to attribute",
        model->name));
  }
}

io::AttributionRecord record_of(const io::ScenarioFile& file,
                                const calibration::CauseAttribution& found) {
  io::AttributionRecord record;
  record.title = file.scenario.title;
  record.scenario_path = file.path;
  for (const io::EmbeddedFile& input : file.inputs) {
    if (input.path == file.path) record.scenario_sha256 = input.sha256;
  }
  record.engine_version = build_info().version;
  record.overrides = file.overrides;
  record.seed = file.scenario.seed;
  record.members = found.members;
  record.method = found.sampling_error.empty() ? "exact" : "sampled";
  record.coalitions = found.coalitions;
  record.drivers = found.causes;
  record.moves = found.moves;
  record.alone = found.alone;
  record.without = found.without;
  record.sampling_error = found.sampling_error;
  record.all_on = found.all_on;
  record.all_off = found.all_off;
  for (const Zone& zone : file.scenario.world.zones) record.zones.push_back(zone.code);
  record.departures = found.departures;
  record.over_time = found.over_time;
  const Period period = recorded_rows(file.scenario);
  for (int row = 0; row < period.steps(); ++row) {
    record.dates.push_back(to_string(period.date_of(period.first_day(row + 1) - 1)));
  }
  return record;
}

std::string rounded(double persons) { return grouped(std::llround(persons)); }

std::string row_text(const std::string& name, const io::AttributionRow& row,
                     const std::string& rest) {
  return fmt::format("  {:<14}{:>12}{:>12}{:>12}{}\n", name, rounded(row.mean), rounded(row.low),
                     rounded(row.high), rest);
}

std::string table_text(const io::AttributionRecord& record) {
  const io::AttributionRow all = io::summarise_members(record.all_on);
  const io::AttributionRow none = io::summarise_members(record.all_off);
  const bool sampled = !record.sampling_error.empty();
  std::string text = emphasised(
      fmt::format("Moves explained by each cause ({} members, {} combinations of causes, {})",
                  record.members, record.coalitions,
                  sampled ? "a sample of their orders" : "all there are"),
      stdout);
  text += fmt::format("\n  {:<14}{:>12}{:>12}{:>12}{:>9}{:>12}{:>12}{}\n", "cause", "mean", "5 %",
                      "95 %", "of all", "alone", "lost if off",
                      sampled ? fmt::format("{:>12}", "sampling") : "");
  const double difference = all.mean - none.mean;
  for (std::size_t k = 0; k < record.drivers.size(); ++k) {
    const io::AttributionRow row = io::summarise_members(io::members_of(record, k));
    const double share = difference != 0 ? 100 * row.mean / difference : 0;
    std::string rest = fmt::format("{:>7.1f} %{:>12}{:>12}", share, rounded(record.alone[k]),
                                   rounded(record.without[k]));
    if (sampled) rest += fmt::format("{:>12}", "± " + rounded(record.sampling_error[k]));
    text += row_text(record.drivers[k], row, rest);
  }
  text += row_text("no cause", none, "");
  text += row_text("all", all, "");
  return text +
         "mean, 5 % and 95 %: over the members. alone: moves if it were the only cause; lost if "
         "off: how\nmany fewer there would be if it alone were switched off. The causes sum to "
         "all.\n";
}

ExitCode attribute(const AttributeCommand& command) {
  std::vector<std::string> overrides = command.overrides;
  if (command.seed) overrides.push_back(fmt::format("seed={}", *command.seed));
  if (command.members == 1) overrides.emplace_back("ensemble=");
  if (command.members > 1)
    overrides.push_back(fmt::format("ensemble.members={}", *command.members));
  const LoadedScenario loaded = load_scenario(command.input, overrides);
  const Scenario& scenario = loaded.file.scenario;
  check_request(command, scenario);
  if (!command.quiet) tell_notes(loaded.file, std::cerr);

  calibration::AttributionOptions options;
  options.members = scenario.ensemble.members;
  options.posterior = loaded.file.posterior.get();
  options.exact_up_to = command.exact_up_to;
  options.pairs = command.pairs;
  options.run.seed = scenario.seed;
  options.run.threads = command.threads;
  const std::size_t causes = models::make_behaviour(scenario)->causes().size();
  const InterruptGuard interrupt;
  io::AttributionRecord record;
  {
    Progress progress(
        command.progress_mode(), "attributing",
        static_cast<int>(std::min<std::size_t>(calibration::runs_needed(causes, options), INT_MAX)),
        "run");
    options.run.on_day = [&](int runs_done) {
      progress.update(runs_done);
      return !interrupt.stop_requested();
    };
    record = record_of(loaded.file, calibration::attribute_causes(scenario, options));
  }
  for (const std::string& output : command.outputs) {
    io::write_attribution(output, record, command.force);
  }
  if (command.quiet) return ExitCode::ok;
  std::cout << emphasised(scenario.title, stdout) << '\n'
            << scenario_text(loaded.file) << '\n'
            << table_text(record);
  for (const std::string& output : command.outputs) std::cout << "Wrote " << output << '\n';
  return ExitCode::ok;
}

void add_options(CLI::App& app, AttributeCommand& command) {
  app.add_option("scenario", command.input, "a scenario.yaml, its folder, or a projection")
      ->required();
  app.add_option("-o,--out", command.outputs, "also write a .json, .csv or .h5; repeatable")
      ->expected(1)
      ->take_all();
  add_scenario_options(app, command);
  app.add_option("--members", command.members, "runs per combination [ensemble.members]")
      ->check(CLI::Range(1, 1'000'000));
  app.add_option("--exact-up-to", command.exact_up_to,
                 "causes of which all combinations are run [8]: 2^n; of more, a sample")
      ->check(CLI::Range(0, 16));
  app.add_option("--pairs", command.pairs, "of orders in that sample [32]")
      ->check(CLI::Range(2, 1'000'000));
  add_work_options(app, command);
  app.add_flag("--force", command.force, "overwrite outputs that exist");
}

}  // namespace

void add_attribute(CLI::App& app, Action& action) {
  auto command = std::make_shared<AttributeCommand>();
  CLI::App* sub = app.add_subcommand(
      "attribute", "Says how many moves each cause explains: causes off in all combinations");
  add_options(*sub, *command);
  sub->footer(
      "Examples:\n"
      "  ravenstein attribute scenarios/somalia --members 20\n"
      "  ravenstein attribute scenarios/somalia/failed-deyr.yaml -o why.json -o why.csv");
  sub->callback([&action, command] { action = [command] { return attribute(*command); }; });
}

}  // namespace ravenstein::cli
