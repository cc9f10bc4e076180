// SPDX-License-Identifier: Apache-2.0
#include "models/idle.hpp"

#include <algorithm>

namespace ravenstein::models {
namespace {

const ParameterInfo* find_info(const BehaviourModel& model, const std::string& name) {
  const auto found = std::find_if(model.parameters.begin(), model.parameters.end(),
                                  [&](const ParameterInfo& info) { return info.name == name; });
  return found == model.parameters.end() ? nullptr : &*found;
}

}  // namespace

Idle idle_parameter(const BehaviourModel& model, const ModelUse& use, const std::string& name,
                    const ParameterValues& values) {
  if (const auto found = use.idle.find(name); found != use.idle.end()) return found->second;
  const ParameterInfo* info = find_info(model, name);
  if (info == nullptr || info->idle_when.empty()) return {};
  Idle above;
  for (const ParameterSetting& setting : info->idle_when) {
    if (values.at(setting.parameter) == setting.value) continue;
    above = idle_parameter(model, use, setting.parameter, values);
    if (above.why.empty()) return {};
  }
  if (!above.why.empty()) return above;
  return {idle_text(*info), "behaviour.parameters." + info->idle_when.front().parameter};
}

bool asks_for_nothing(const BehaviourModel& model, const std::string& name,
                      const ParameterValue& value) {
  const ParameterInfo* info = find_info(model, name);
  return info != nullptr && info->kind == ParameterKind::boolean && value == info->default_value;
}

}  // namespace ravenstein::models
