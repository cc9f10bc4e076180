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

/// What to do about a parameter that another model has: somebody changed the model alone.
std::string of_other_model(const std::string& name, const models::BehaviourModel& model,
                           std::span<const models::BehaviourModel> models) {
  for (const models::BehaviourModel& other : models) {
    const auto known = [&](const ParameterInfo& info) { return info.name == name; };
    if (std::none_of(other.parameters.begin(), other.parameters.end(), known)) continue;
    return fmt::format(
        "a parameter of {}; to change the model, replace the whole section: "
        "--set \"behaviour={{model: {}}}\"",
        other.name, model.name);
  }
  return {};
}

ParameterValues read_parameters(const YamlNode& node, const models::BehaviourModel& model,
                                std::span<const models::BehaviourModel> models,
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
      const std::string other = of_other_model(name, model, models);
      if (other.empty()) {
        refuse_key(node.keys[i], subject, names, problems);
      } else if (!node.items[i].is_null()) {
        problems.add({node.keys[i].place(), below(subject, name),
                      fmt::format("{} has no such parameter", model.name), other});
      }
      continue;
    }
    if (node.items[i].is_null()) continue;  // not given
    const auto value = read_parameter(node.items[i], below(subject, name), *info, problems);
    if (value) values[name] = *value;
  }
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
  spec.parameters = read_parameters(form.parameters, *model, models, problems);
  return spec;
}

void check_behaviour(const Scenario& scenario, const YamlNode& root,
                     const models::BehaviourModel& model, Problems& problems,
                     std::vector<Problem>& notes) {
  const ParameterValues values = models::complete_parameters(model, scenario.behaviour);
  const auto placed = [&](Problem problem) {
    if (problem.subject.empty()) problem.subject = "behaviour";
    problem.place = place_of(root, problem.subject);
    return problem;
  };
  if (model.check) {
    for (Problem& found : model.check(values, scenario)) problems.add(placed(std::move(found)));
  }
  if (model.notes) {
    for (Problem& found : model.notes(values, scenario)) notes.push_back(placed(std::move(found)));
  }
}

}  // namespace ravenstein::io
