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

std::unique_ptr<Behaviour> make_behaviour(const Scenario& scenario) {
  const BehaviourSpec& spec = scenario.behaviour;
  const BehaviourModel* model = find_behaviour_model(spec.model);
  if (model == nullptr) throw std::logic_error(fmt::format("no model named {}", spec.model));
  ParameterValues values;
  for (const ParameterInfo& info : model->parameters) values[info.name] = info.default_value;
  if (const auto preset = model->presets.find(spec.preset); preset != model->presets.end()) {
    for (const auto& [name, value] : preset->second) values[name] = value;
  }
  for (const auto& [name, value] : spec.parameters) values[name] = value;
  return model->make(values, scenario);
}

}  // namespace ravenstein::models
