// SPDX-License-Identifier: Apache-2.0
// From a model's name in YAML to the model. The only list of models there is.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/core/parameter.hpp"
#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"

namespace ravenstein::models {

/// A behaviour that scenarios can name, with its declared parameters.
struct BehaviourModel {
  std::string name;     ///< as in YAML: `behaviour: {model: NAME}`
  std::string summary;  ///< one sentence
  std::string source;   ///< publication or reference of the formulas
  std::vector<ParameterInfo> parameters;
  std::map<std::string, ParameterValues, std::less<>> presets;  ///< named sets of parameters
  /// Builds the behaviour from complete, conforming values; the scenario outlives it.
  std::function<std::unique_ptr<Behaviour>(const ParameterValues&, const Scenario&)> make;
  /// Whether people are kept out of full places: such a projection uses the capacity column.
  std::function<bool(const ParameterValues&)> uses_capacity = [](const ParameterValues&) {
    return false;
  };
  /// What cannot work together in this scenario, e.g. a rule that needs a driver it lacks; may be
  /// empty. Problems carry no place: the reader adds the file.
  std::function<std::vector<Problem>(const ParameterValues&, const Scenario&)> check;
};

std::span<const BehaviourModel> behaviour_models();
/// nullptr if there is none of that name.
const BehaviourModel* find_behaviour_model(std::string_view name);
/// Every parameter of the scenario's model: defaults, then the preset, then the scenario's own.
ParameterValues complete_parameters(const Scenario& scenario);
/// The behaviour that the scenario names (preset first, then its own parameters).
std::unique_ptr<Behaviour> make_behaviour(const Scenario& scenario);

}  // namespace ravenstein::models
