// SPDX-License-Identifier: Apache-2.0
#include "models/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "models/drivers/model.hpp"
#include "models/movement/flee/model.hpp"
#include "models/movement/migration.hpp"
#include "models/movement/saturating_gravity.hpp"

namespace ravenstein::models {

std::span<const BehaviourModel> behaviour_models() {
  static const std::vector<BehaviourModel> kModels{flee_model(), saturating_gravity_model(),
                                                   drivers_model(), migration_model()};
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

ParameterValues complete_parameters(const BehaviourModel& model, const BehaviourSpec& spec) {
  ParameterValues values = spec.parameters;
  if (const auto preset = model.presets.find(spec.preset); preset != model.presets.end()) {
    values.insert(preset->second.begin(), preset->second.end());
  }
  for (const ParameterInfo& info : model.parameters) values.emplace(info.name, info.default_value);
  return values;
}

ParameterValues complete_parameters(const Scenario& scenario) {
  return complete_parameters(model_of(scenario), scenario.behaviour);
}

std::unique_ptr<Behaviour> make_behaviour(const Scenario& scenario) {
  return model_of(scenario).make(complete_parameters(scenario), scenario);
}

}  // namespace ravenstein::models
