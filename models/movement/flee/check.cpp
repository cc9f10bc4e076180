// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/movement/flee/choice_classes.hpp"

namespace ravenstein::models {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool uses_food(const FleeParameters& p) {
  return p.flee_when_starving || p.avoid_food_deprived_locations || p.starvation_driven_spawning;
}

bool uses_floods(const FleeParameters& p) {
  return !p.flood_movechances.empty() || !p.flood_loc_weights.empty() ||
         p.flood_spawn_mode != "none";
}

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
  }

  void need_driver(bool needed, const char* driver, const char* rules) {
    if (needed && scenario_.driver(driver) == nullptr) {
      add("drivers", fmt::format("{} need the driver \"{}\"", rules, driver));
    }
  }

  void drivers() {
    need_driver(uses_food(p_), "food", "rules of hunger");
    need_driver(uses_floods(p_), "flood", "rules of floods");
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

ModelUse use_of_flee(const FleeParameters& parameters, const Scenario& scenario) {
  ModelUse use;
  use.drivers = {"conflict"};
  if (uses_food(parameters)) use.drivers.emplace_back("food");
  if (uses_floods(parameters)) use.drivers.emplace_back("flood");
  use.attributes = attributes_needed(parameters);
  use.zone_columns = {"capacity_per_day"};
  for (const AttributeTable& attribute : scenario.attributes) {  // of what share, by zone
    const bool shares = attribute.name == "ethnicity" || attribute.name == "religion";
    if (!shares || !contains(use.attributes, attribute.name)) continue;
    for (const AttributeTable::Value& value : attribute.values) {
      use.zone_columns.push_back(value.text);
    }
  }
  use.link_speeds = use.walking = use.forced_links = use.departs_in_numbers = true;
  use.forced_closures = !parameters.forced_redirection_inert;
  use.link_closures = !parameters.link_closures_ignored;
  const std::vector<Link>& links = scenario.world.network.links();
  const bool walk = parameters.start_on_foot ||
                    std::any_of(links.begin(), links.end(),
                                [](const Link& link) { return link.walk_probability > 0; });
  if (!walk) {
    use.idle["max_walk_speed_km_per_day"] = {
        "while start_on_foot is false and no link has a walk_probability",
        "behaviour.parameters.start_on_foot"};
  }
  if (scenario.population.departures == PopulationPlan::Departures::hazard) {
    for (const char* parameter : {"starvation_driven_spawning", "conflict_zone_spawning_only"}) {
      use.idle[parameter] = {"while population.departures is hazard", "population.departures"};
    }
  }
  return use;
}

std::vector<Problem> notes_of_flee(const Scenario& scenario) {
  if (scenario.cities.empty()) return {};
  return {{{},
           "cities",
           "crowding, water and jobs keep nobody away: flee does not look at the pull of cities",
           ""}};
}

}  // namespace ravenstein::models
