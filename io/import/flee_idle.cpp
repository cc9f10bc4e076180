// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "io/import/flee_case.hpp"
#include "models/idle.hpp"

namespace ravenstein::io {
namespace {

/// As much of the scenario as tells the rules what there is.
Scenario outline(const FleeCase& found, const std::string& preset) {
  Scenario scenario;
  scenario.period = found.period;
  scenario.population = found.settings.population;
  scenario.world.zones = found.zones;
  scenario.world.network = Network(found.zones, found.links, found.closures, found.period.days);
  scenario.attributes = found.attributes;
  scenario.behaviour = {"flee", preset, found.settings.parameters};
  return scenario;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void leave_out_driver(std::vector<ConditionChange>& changes, const std::string& driver,
                      const char* file, const models::ModelUse& use, ImportReport& report) {
  if (changes.empty() || contains(use.drivers, driver)) return;
  changes.clear();
  report.left_out({file, 0, 0}, "", fmt::format("no rule that is on uses the driver {}", driver));
}

}  // namespace

void leave_out_idle(FleeCase& found, const std::string& preset, ImportReport& report) {
  const models::BehaviourModel& model = *models::find_behaviour_model("flee");
  const Scenario scenario = outline(found, preset);
  const ParameterValues values = models::complete_parameters(model, scenario.behaviour);
  const models::ModelUse use = model.uses(values, scenario);
  for (const auto& [name, value] : scenario.behaviour.parameters) {
    const std::string why = models::idle_parameter(model, use, name, values).why;
    if (why.empty() || models::asks_for_nothing(model, name, value)) continue;
    found.settings.parameters.erase(name);
    report.left_out({"simsetting.yml", 0, 0}, name,
                    fmt::format("{} does nothing {}", to_string(value), why));
  }
  leave_out_driver(found.food, "food", "region_attributes_IPC.csv", use, report);
  leave_out_driver(found.flood, "flood", "flood_level.csv", use, report);
  for (const AttributeTable& attribute : found.attributes) {
    if (contains(use.attributes, attribute.name)) continue;
    found.unused_attributes.push_back(attribute.name);
    report.left_out({fmt::format("demographics_{}.csv", attribute.name), 0, 0}, "",
                    "no rule that is on uses it: its table is written, the scenario does not name "
                    "it");
  }
}

}  // namespace ravenstein::io
