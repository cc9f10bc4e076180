// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/movement/flee/choice_classes.hpp"

namespace ravenstein::models {
namespace {

class Check {
 public:
  Check(const FleeParameters& parameters, const Scenario& scenario)
      : p_(parameters), scenario_(scenario) {}

  std::vector<Problem> all() {
    resolution();
    attributes();
    drivers();
    spawning();
    home();
    return std::move(problems_);
  }

 private:
  void add(std::string subject, std::string message, std::string hint = "") {
    problems_.push_back({.place = {},
                         .subject = std::move(subject),
                         .message = std::move(message),
                         .hint = std::move(hint)});
  }

  void resolution() {
    if (scenario_.population.observed_until_day > 0) {
      add("population.observed_until_day",
          "cannot hold people to the observed ones while Flee's rules move them: expected 0");
    }
    if (scenario_.travel.mode == TravelPlan::Mode::network) {
      add("travel.mode", "has no effect: Flee's rules have speeds of their own");
    }
    if (scenario_.population.departures == PopulationPlan::Departures::observed &&
        scenario_.driver("conflict") == nullptr) {
      add("drivers", "expected conflict: without it nobody knows where people come from");
    }
    if (scenario_.resolution == Resolution::flows) {
      add("resolution", "Flee's rules move single people: expected agents, found flows");
    }
  }

  void attributes() {
    for (const std::string& name : attributes_needed(p_)) {
      const auto has = [&](const AttributeTable& table) { return table.name == name; };
      if (std::none_of(scenario_.attributes.begin(), scenario_.attributes.end(), has)) {
        add("behaviour.parameters", fmt::format("a rule needs the attribute \"{}\"", name),
            "add its table to population.attributes or switch the rule off");
      }
    }
    if (p_.boys_take_risk && !p_.children_avoid_hazards) {
      add("behaviour.parameters.boys_take_risk", "has no effect without children_avoid_hazards");
    }
  }

  void need_driver(bool needed, const char* driver, const char* rules) {
    if (needed && scenario_.driver(driver) == nullptr) {
      add("drivers", fmt::format("{} need the driver \"{}\"", rules, driver));
    }
  }

  void drivers() {
    need_driver(
        p_.flee_when_starving || p_.avoid_food_deprived_locations || p_.starvation_driven_spawning,
        "food", "rules of hunger");
    need_driver(!p_.flood_movechances.empty() || !p_.flood_loc_weights.empty() ||
                    p_.flood_spawn_mode != "none",
                "flood", "rules of floods");
    need_driver(p_.conflict_spawn_mode != "none", "conflict", "departures by conflict");
  }

  void spawning() {
    const bool by_rules = p_.conflict_spawn_mode != "none" || p_.flood_spawn_mode != "none";
    const bool by_hazard = scenario_.population.departures == PopulationPlan::Departures::hazard;
    if (by_rules && !by_hazard) {
      add("behaviour.parameters.conflict_spawn_mode",
          "people set out as observed: the rules of who is displaced have no effect",
          "population.departures: hazard");
    }
    if (!by_rules && by_hazard) {
      add("population.departures", "nobody would set out: no rule says who is displaced",
          "set conflict_spawn_mode or flood_spawn_mode");
    }
    if (p_.conflict_spawn_mode == "pop_ratio" && p_.displaced_per_conflict_day > 1) {
      add("behaviour.parameters.displaced_per_conflict_day",
          fmt::format("expected a share of the residents, 0..1, found {}",
                      p_.displaced_per_conflict_day));
    }
    if (p_.flood_spawn_mode != "none" && p_.displaced_per_flood_day.empty()) {
      add("behaviour.parameters.displaced_per_flood_day", "expected a list by flood level");
    }
  }

  void home() {
    if (!p_.stay_close_to_home) return;
    for (const Zone& zone : scenario_.world.zones) {
      if (std::isnan(zone.latitude_deg) || std::isnan(zone.longitude_deg)) {
        add(fmt::format("zone {}", zone.code), "stay_close_to_home needs its coordinates");
      }
    }
  }

  const FleeParameters& p_;
  const Scenario& scenario_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> check_flee(const FleeParameters& parameters, const Scenario& scenario) {
  return Check(parameters, scenario).all();
}

}  // namespace ravenstein::models
