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

/// Why a parameter does nothing.
struct Idle {
  std::string why;    ///< e.g. `while capacity is ignored`; empty: it acts
  std::string cause;  ///< what makes it so, as a dotted path in the scenario
};

/// What a model makes use of in a scenario; whatever else is set there does nothing, and is told.
struct ModelUse {
  std::vector<std::string> drivers;
  std::vector<std::string> monthly;       ///< series by month
  std::vector<std::string> attributes;    ///< personal ones
  std::vector<std::string> zone_columns;  ///< further columns of the table of zones
  bool travel_plan = false;               ///< the section `travel`
  bool link_speeds = false;               ///< max_speed_km_per_day of links
  bool walking = false;                   ///< walk_probability of links
  bool forced_links = false;              ///< forced_from of links
  bool permeability = false;              ///< of links and closures, between 0 and 1
  bool death_risk = false;                ///< death_risk_per_day of links
  bool forced_closures = false;           ///< closures of kind forced_redirection
  bool link_closures = true;              ///< closures of kind link
  bool departs_in_numbers = false;        ///< Behaviour::departures, not hazards
  bool draws_of_its_own = false;          ///< random numbers even where expected people move
  bool camps = true;                      ///< zones that receive people are open or closed
  /// Parameters that do nothing in this scenario, whatever the others are.
  std::map<std::string, Idle, std::less<>> idle;
};

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
  /// What it makes use of with these parameters; empty: unknown, so nothing is told of it.
  std::function<ModelUse(const ParameterValues&, const Scenario&)> uses{};
  /// What works, but may not be what was meant; may be empty. No place, as in `check`.
  std::function<std::vector<Problem>(const ParameterValues&, const Scenario&)> notes{};
  /// The formulas in plain text, with the parameters' symbols or names; a line each.
  std::string formulas{};
};

std::span<const BehaviourModel> behaviour_models();
/// nullptr if there is none of that name.
const BehaviourModel* find_behaviour_model(std::string_view name);
/// Every parameter of the model: defaults, then the preset, then the scenario's own.
ParameterValues complete_parameters(const BehaviourModel& model, const BehaviourSpec& spec);
/// The same for the registered model of a scenario.
ParameterValues complete_parameters(const Scenario& scenario);
/// The behaviour that the scenario names (preset first, then its own parameters).
std::unique_ptr<Behaviour> make_behaviour(const Scenario& scenario);

}  // namespace ravenstein::models
