// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/behaviour.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

void read_preset(const BehaviourForm& form, const YamlNode& root,
                 const models::BehaviourModel& model, Problems& problems) {
  if (form.preset.empty() || model.presets.contains(form.preset)) return;
  std::vector<std::string> names;
  for (const auto& [name, values] : model.presets) names.push_back(name);
  const std::string choices = names.empty() ? fmt::format("no preset ({} has none)", model.name)
                                            : fmt::format("one of {}", listed(names));
  problems.add({place_of(root, "behaviour.preset"), "behaviour.preset",
                fmt::format("expected {}, found {}", choices, in_quotes(form.preset)),
                did_you_mean(form.preset, names)});
}

ParameterValues read_parameters(const YamlNode& node, const models::BehaviourModel& model,
                                Problems& problems) {
  const std::string subject = "behaviour.parameters";
  std::vector<std::string> names;
  for (const ParameterInfo& info : model.parameters) names.push_back(info.name);
  ParameterValues values;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& name = node.keys[i].text;
    const auto info = std::find_if(model.parameters.begin(), model.parameters.end(),
                                   [&](const ParameterInfo& p) { return p.name == name; });
    if (info == model.parameters.end()) {
      refuse_key(node.keys[i], subject, names, problems);
      continue;
    }
    if (node.items[i].is_null()) continue;  // not given
    const auto value = read_parameter(node.items[i], below(subject, name), *info, problems);
    if (value) values[name] = *value;
  }
  return values;
}

/// Defaults, then the preset, then the scenario's own.
ParameterValues complete(const models::BehaviourModel& model, const BehaviourSpec& spec) {
  ParameterValues values = spec.parameters;
  if (const auto preset = model.presets.find(spec.preset); preset != model.presets.end()) {
    values.insert(preset->second.begin(), preset->second.end());
  }
  for (const ParameterInfo& info : model.parameters) values.emplace(info.name, info.default_value);
  return values;
}

}  // namespace

const models::BehaviourModel* find_model(std::span<const models::BehaviourModel> models,
                                         std::string_view name) {
  const auto found =
      std::find_if(models.begin(), models.end(),
                   [&](const models::BehaviourModel& model) { return model.name == name; });
  return found == models.end() ? nullptr : &*found;
}

BehaviourSpec read_behaviour(const BehaviourForm& form, const YamlNode& root,
                             std::span<const models::BehaviourModel> models, Problems& problems) {
  BehaviourSpec spec{form.model, form.preset, {}};
  const models::BehaviourModel* model = find_model(models, form.model);
  if (model == nullptr) return spec;  // told with the key
  read_preset(form, root, *model, problems);
  spec.parameters = read_parameters(form.parameters, *model, problems);
  return spec;
}

void check_behaviour(const Scenario& scenario, const YamlNode& root,
                     std::span<const models::BehaviourModel> models, Problems& problems) {
  const models::BehaviourModel* model = find_model(models, scenario.behaviour.model);
  if (model == nullptr || !model->check) return;
  for (Problem problem : model->check(complete(*model, scenario.behaviour), scenario)) {
    if (problem.subject.empty()) problem.subject = "behaviour";
    problem.place = place_of(root, problem.subject);
    problems.add(std::move(problem));
  }
}

}  // namespace ravenstein::io
