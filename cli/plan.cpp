// SPDX-License-Identifier: Apache-2.0
#include "cli/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "calibration/scores/of_scenario.hpp"
#include "cli/text.hpp"
#include "engine/population/corridors.hpp"
#include "engine/resolution.hpp"
#include "models/member.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

// Measured (Release, Debian 12): mali-2012 peaks at 23 MB, syria2013 with 3.8 million people at
// 165 MB; a little more, for arrays grow by doubling. docs/performance.md
constexpr double kProgramBytes = 25e6;
constexpr double kBytesPerMover = 45;
constexpr double kBytesPerCorridor = 72;  // its ends and indices, and its people in one number
constexpr double kTables = 10;  // eight of the projection, the observed ones, one while writing
constexpr double kTablesOfChange = 6;  // returns, births, ...: only of departures by hazard

/// Without parameters that members draw instead.
std::string behaviour_text(const io::ScenarioFile& file) {
  const BehaviourSpec& spec = file.scenario.behaviour;
  std::string text = spec.preset.empty() ? spec.model : spec.model + ' ' + spec.preset;
  const std::vector<std::string> drawn = models::drawn_names(file.scenario, file.posterior.get());
  ParameterValues set = spec.parameters;
  std::erase_if(set, [&](const auto& item) { return std::ranges::count(drawn, item.first) > 0; });
  constexpr std::size_t kShown = 3;
  if (set.size() > kShown) {
    return text + fmt::format(", {} parameters set in the scenario", set.size());
  }
  for (const auto& [name, value] : set) {
    text += fmt::format(", {}: {}", name, to_string(value));
  }
  return text;
}

std::int64_t residents(const Scenario& scenario) {
  std::int64_t sum = 0;
  for (const Zone& zone : scenario.world.zones) sum += zone.population;
  return sum / scenario.population.hasten;
}

void add_observed(const Scenario& scenario, Plan& plan) {
  const ObservedDaily observed = calibration::camp_observations(scenario).daily;
  double at_once = 0;
  double in_all = 0;
  double before = 0;
  for (int day = 0; day < observed.days; ++day) {
    const double total = observed.total(day);
    at_once = std::max(at_once, total);
    in_all += std::max(0.0, total - before);
    before = total;
  }
  plan.people_at_once = static_cast<std::int64_t>(at_once);
  plan.people_in_all = static_cast<std::int64_t>(in_all);
}

/// Tables that are recorded, each of `rows` x zones, and those by category.
double table_bytes(const io::ScenarioFile& file, double causes) {
  const Scenario& scenario = file.scenario;
  const auto zones = static_cast<double>(scenario.world.size());
  const auto strata = static_cast<double>(scenario.strata.size());
  double tables = kTables + static_cast<double>(file.beside.size());
  if (scenario.population.departures == PopulationPlan::Departures::hazard) {
    tables += kTablesOfChange;
  }
  if (causes > 1) tables += 2 * causes;
  if (strata > 1 && scenario.record.strata) tables += strata;
  if (scenario.record.homes) tables += zones;
  return tables * zones * recorded_rows(scenario).steps() * sizeof(double);
}

/// Counts by place and home, at most: as if people of every zone came to every other. Flows that
/// are recorded come on top; how many pairs of zones they join is not known before.
double corridor_bytes(const Scenario& scenario, double causes, double people) {
  const auto zones = static_cast<double>(scenario.world.size());
  const double cells = causes * static_cast<double>(scenario.strata.size());
  const double corridors = std::min(zones * (zones + 1), people);
  return corridors * (cells * kAwayStatuses * sizeof(std::int64_t) + kBytesPerCorridor);
}

std::string steps_text(const Scenario& scenario) {
  const Interval step = scenario.period.interval;
  const Interval every = recorded_rows(scenario).interval;
  std::string text;
  if (step != Interval::day) text += fmt::format(" in steps of a {}", name_of(step));
  if (every != step) text += fmt::format(", recorded by {}", name_of(every));
  return text;
}

}  // namespace

Plan plan_of(const io::ScenarioFile& file) {
  const Scenario& scenario = file.scenario;
  Plan plan;
  add_observed(scenario, plan);
  if (scenario.population.departures == PopulationPlan::Departures::hazard) {
    plan.people_at_once += residents(scenario);
    plan.people_in_all = plan.people_at_once;
  }
  const auto causes = static_cast<double>(models::make_behaviour(scenario)->causes().size());
  const auto people = static_cast<double>(plan.people_at_once);
  const double bytes =
      kProgramBytes + table_bytes(file, causes) +
      (scenario.resolution == Resolution::agents ? people * kBytesPerMover
                                                 : corridor_bytes(scenario, causes, people));
  plan.memory_bytes = static_cast<std::uint64_t>(bytes);
  return plan;
}

std::string scenario_text(const io::ScenarioFile& file) {
  const Scenario& scenario = file.scenario;
  const World& world = scenario.world;
  std::string text =
      fmt::format("{} days from {}{}; {} zones, {} of them receive people; {} links\n",
                  scenario.period.days, to_string(scenario.period.start), steps_text(scenario),
                  world.size(), world.receiving_zones().size(), world.network.links().size());
  text += fmt::format(
      "{}; {}; seed {}", behaviour_text(file),
      scenario.resolution == Resolution::flows ? "expected flows" : name_of(scenario.resolution),
      scenario.seed);
  if (scenario.strata.size() > 1) text += fmt::format("; {} strata", scenario.strata.size());
  if (scenario.ensemble.members > 1) {
    text += fmt::format("; {} members", scenario.ensemble.members);
  }
  if (scenario.population.hasten != 1) {
    text += fmt::format("; each person stands for {}", scenario.population.hasten);
  }
  text += '\n';
  if (!scenario.resolution_reason.empty()) {
    text += fmt::format("resolution auto: {} ({})\n", name_of(scenario.resolution),
                        scenario.resolution_reason);
  }
  return text;
}

std::string plan_text(const io::ScenarioFile& file, const std::string& output) {
  const Plan plan = plan_of(file);
  std::string text = file.scenario.title + '\n' + scenario_text(file);
  for (const io::BesideSpec& spec : file.beside) {
    text += fmt::format("beside it: {}\n", spec.name);
  }
  text += fmt::format("people: up to {} away from home at once, {} in all\n",
                      grouped(plan.people_at_once), grouped(plan.people_in_all));
  text += fmt::format("memory: about {}\n", bytes_text(plan.memory_bytes));
  text += fmt::format("inputs: {} files\n", file.inputs.size());
  return text + fmt::format("would write {}; nothing has been run\n", output);
}

}  // namespace ravenstein::cli
