// SPDX-License-Identifier: Apache-2.0
#include "models/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "models/movement/flee/model.hpp"
#include "models/movement/saturating_gravity.hpp"

namespace ravenstein::models {

std::span<const BehaviourModel> behaviour_models() {
  static const std::vector<BehaviourModel> kModels{flee_model(), saturating_gravity_model()};
  return kModels;
}

const BehaviourModel* find_behaviour_model(std::string_view name) {
  const auto models = behaviour_models();
  const auto found = std::find_if(models.begin(), models.end(),
                                  [&](const BehaviourModel& model) { return model.name == name; });
  return found == models.end() ? nullptr : &*found;
}

namespace {

const BehaviourModel& model_of(const Scenario& scenario) {
  const BehaviourModel* model = find_behaviour_model(scenario.behaviour.model);
  if (model == nullptr) {
    throw std::logic_error(fmt::format("no model named {}", scenario.behaviour.model));
  }
  return *model;
}

}  // namespace

ParameterValues complete_parameters(const Scenario& scenario) {
  const BehaviourModel& model = model_of(scenario);
  ParameterValues values;
  for (const ParameterInfo& info : model.parameters) values[info.name] = info.default_value;
  const auto preset = model.presets.find(scenario.behaviour.preset);
  if (preset != model.presets.end()) {
    for (const auto& [name, value] : preset->second) values[name] = value;
  }
  for (const auto& [name, value] : scenario.behaviour.parameters) values[name] = value;
  return values;
}

std::unique_ptr<Behaviour> make_behaviour(const Scenario& scenario) {
  return model_of(scenario).make(complete_parameters(scenario), scenario);
}

}  // namespace ravenstein::models
