// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/effects.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/text.hpp"
#include "models/idle.hpp"

namespace ravenstein::io {
namespace {

constexpr std::string_view kParameters = "behaviour.parameters.";

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Effects {
 public:
  Effects(const Told& told, Problems& problems, std::vector<Problem>& notes)
      : scenario_(told.scenario),
        posterior_(told.posterior),
        root_(told.root),
        model_(told.model),
        problems_(problems),
        notes_(notes),
        values_(values_of(told)) {
    if (model_.uses) use_ = model_.uses(values_, scenario_);
  }

  void tell(const Facts& facts) {
    parameters();
    plan();
    if (!model_.uses) return;
    drivers();
    monthly();
    attributes();
    if (!use_.travel_plan) idle("travel", "behaviour", fmt::format("with {}", model_.name));
    for (const auto& [fact, place] : facts) {
      if (uses(fact)) continue;
      notes_.push_back({place, fact, fmt::format("is not used by {}", model_.name), ""});
    }
  }

 private:
  /// Those of a member, if members take the draws of a posterior.
  static ParameterValues values_of(const Told& told) {
    ParameterValues values = models::complete_parameters(told.model, told.scenario.behaviour);
    if (told.posterior == nullptr) return values;
    for (std::size_t p = 0; p < told.posterior->names.size(); ++p) {
      values[told.posterior->names[p]] = told.posterior->values[p];
    }
    return values;
  }

  /// Tells that the value at a path, if it was given, does nothing because of that at `cause`.
  void idle(const std::string& path, const std::string& cause, const std::string& why) {
    const YamlNode* value = find_given(root_, path);
    if (value == nullptr) return;
    const std::string what = value->kind == YamlNode::Kind::scalar
                                 ? fmt::format("found {}, which does nothing", describe(*value))
                                 : "does nothing";
    idle(*value, path, what, cause, why);
  }

  void idle(const YamlNode& value, const std::string& path, const std::string& what,
            const std::string& cause, const std::string& why) {
    const YamlNode* by = find_given(root_, cause);
    const bool outside = by != nullptr && layer_of(*by) > layer_of(value);
    Problem problem{value.place(), path, fmt::format("{} {}", what, why),
                    outside ? "" : fmt::format("leave it out, or change {}", cause)};
    if (outside) {
      notes_.push_back(std::move(problem));
    } else {
      problems_.add(std::move(problem));
    }
  }

  void parameters() {
    for (const auto& [name, value] : scenario_.behaviour.parameters) {
      if (models::asks_for_nothing(model_, name, value)) continue;
      const models::Idle found = models::idle_parameter(model_, use_, name, values_);
      if (found.why.empty()) continue;
      idle(std::string(kParameters) + name, given_cause(found.cause), found.why);
    }
    for (const ParameterDraw& draw : scenario_.ensemble.draws) {
      const models::Idle found = models::idle_parameter(model_, use_, draw.parameter, values_);
      if (found.why.empty()) continue;
      idle("ensemble.draws." + draw.parameter, given_cause(found.cause), found.why);
    }
    if (posterior_ != nullptr) posterior();
  }

  /// A calibration of another scenario may have moved what does nothing here.
  void posterior() {
    const std::string path = "ensemble.posterior";
    for (const std::string& name : posterior_->names) {
      const models::Idle found = models::idle_parameter(model_, use_, name, values_);
      const YamlNode* value = find_given(root_, path);
      if (found.why.empty() || value == nullptr) continue;
      idle(*value, path, fmt::format("the calibration is of {}, which does nothing", name),
           given_cause(found.cause), found.why);
    }
  }

  /// The cause itself if somebody set it, else what it follows from.
  std::string given_cause(const std::string& cause) const {
    if (find_given(root_, cause) != nullptr || !cause.starts_with(kParameters)) return cause;
    const auto preset = model_.presets.find(scenario_.behaviour.preset);
    const bool by_preset =
        preset != model_.presets.end() && preset->second.contains(cause.substr(kParameters.size()));
    return by_preset ? "behaviour.preset" : "behaviour";
  }

  /// What the engine itself makes no use of.
  void plan() {
    const bool by_hazard = scenario_.population.departures == PopulationPlan::Departures::hazard;
    if (by_hazard) {
      const std::string departures = "population.departures";
      idle("population.falls", departures, "while population.departures is hazard");
      if (model_.uses && !use_.departs_in_numbers) {
        idle("population.take_from_residents", departures,
             "while people leave by hazard: residents are always counted down");
      }
    }
    if (scenario_.travel.mode == TravelPlan::Mode::instantaneous &&
        (!model_.uses || use_.travel_plan)) {
      idle("travel.speed_km_per_day", "travel.mode", "while travel.mode is instantaneous");
    }
    if (scenario_.strata.size() == 1) {
      idle("record.strata", "population.strata", "without more than one stratum");
    }
    if (scenario_.resolution == Resolution::flows && !use_.draws_of_its_own) {
      idle("seed", "resolution", "with resolution: flows, which draws nothing");
    }
  }

  void drivers() {
    for (const ConditionTable& table : scenario_.drivers) {
      if (contains(use_.drivers, table.driver)) continue;
      idle("drivers." + table.driver, "behaviour",
           fmt::format("with {}: no rule that is on uses it", model_.name));
    }
  }

  /// A table of series that several scenarios share may hold more than one of them uses.
  void monthly() {
    for (const MonthlyDriver& series : scenario_.monthly) {
      const std::string path = "drivers.monthly." + series.name;
      const YamlNode* given = find_given(root_, path);
      if (given == nullptr || contains(use_.monthly, series.name)) continue;
      notes_.push_back(
          {given->place(), path,
           fmt::format("is not used by {}: no term that is on asks for it", model_.name), ""});
    }
  }

  void attributes() {
    for (const AttributeTable& table : scenario_.attributes) {
      if (contains(use_.attributes, table.name)) continue;
      idle("population.attributes." + table.name, "behaviour",
           fmt::format("with {}: no rule that is on uses it", model_.name));
    }
  }

  bool uses(const std::string& fact) const {
    if (fact == "links.max_speed_km_per_day") return use_.link_speeds;
    if (fact == "links.walk_probability") return use_.walking;
    if (fact == "links.forced_from") return use_.forced_links;
    if (fact == "links.permeability" || fact == "closures.permeability") return use_.permeability;
    if (fact == "links.death_risk_per_day") return use_.death_risk;
    if (fact == "closures.forced_redirection") return use_.forced_closures;
    if (fact == "closures.link") return use_.link_closures;
    return contains(use_.zone_columns, std::string_view(fact).substr(fact.find('.') + 1));
  }

  const Scenario& scenario_;
  const models::JointDraws* posterior_;
  const YamlNode& root_;
  const models::BehaviourModel& model_;
  Problems& problems_;
  std::vector<Problem>& notes_;
  const ParameterValues values_;
  models::ModelUse use_;
};

}  // namespace

void tell_effects(const Told& told, Problems& problems, std::vector<Problem>& notes) {
  Effects(told, problems, notes).tell(told.facts);
}

}  // namespace ravenstein::io
