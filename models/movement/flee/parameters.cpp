// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/parameters.hpp"

namespace ravenstein::models {
namespace {

using P = FleeParameters;
using List = ParameterList<FleeParameters>;

constexpr const char* kFlee = "Flee v3 (github.com/djgroen/flee), settings and their code defaults";
constexpr const char* kDefect = "defect of Flee 3, on in the preset flee-3";

ParameterInfo number(const char* name, const char* unit, double minimum, double maximum,
                     const char* meaning) {
  return {.name = name,
          .symbol = "",
          .unit = unit,
          .minimum = minimum,
          .maximum = maximum,
          .meaning = meaning,
          .source = kFlee};
}

ParameterInfo chance(const char* name, const char* meaning) {
  return number(name, "1/day", 0, 1, meaning);
}

ParameterInfo rule(const char* name, const char* meaning) {
  return {.name = name, .symbol = "", .unit = "1", .meaning = meaning, .source = kFlee};
}

ParameterInfo defect(const char* name, const char* meaning) {
  return {.name = name, .symbol = "", .unit = "1", .meaning = meaning, .source = kDefect};
}

/// Declares that it does nothing while all these hold.
ParameterInfo idle_when(std::vector<ParameterSetting> settings, ParameterInfo info) {
  info.idle_when = std::move(settings);
  return info;
}

ParameterInfo while_off(const char* rule, ParameterInfo info) {
  return idle_when({{rule, false}}, std::move(info));
}

/// Of weights of routes: people who know no routes go anywhere, all alike.
ParameterInfo weighing(ParameterInfo info) {
  return idle_when({{"awareness_level", std::int64_t{0}}}, std::move(info));
}

ParameterInfo choice(const char* name, const char* meaning, std::vector<std::string> choices) {
  ParameterInfo info = rule(name, meaning);
  info.choices = std::move(choices);
  return info;
}

void add_speeds(List& list) {
  list.add(&P::max_move_speed_km_per_day, number("max_move_speed_km_per_day", "km/day", 0.1, 10000,
                                                 "speed of travel, unless a link has its own"))
      .add(&P::max_walk_speed_km_per_day,
           number("max_walk_speed_km_per_day", "km/day", 0.1, 10000, "speed of people on foot"))
      .add(&P::start_on_foot, rule("start_on_foot", "the first link from home is walked"))
      .add(&P::avoid_short_stints,
           rule("avoid_short_stints",
                "who moved less than half of what is possible of late does not stop in a town "
                "while the day's travel is not used up"));
}

void add_scores(List& list) {
  list.add(&P::foreign_weight,
           weighing(number("foreign_weight", "1", 0, 1e6, "factor of the score of places abroad")))
      .add(&P::camp_weight,
           weighing(number("camp_weight", "1", 0, 1e6, "factor of the score of camps")))
      .add(&P::conflict_weight,
           weighing(
               number("conflict_weight", "1", 0, 1e6,
                      "factor of the score of a conflict zone, to the power of intensity x decay")))
      .add(&P::use_pop_for_loc_weight,
           weighing(rule("use_pop_for_loc_weight", "larger residential places attract more")))
      .add(&P::pop_power_for_loc_weight,
           while_off("use_pop_for_loc_weight",
                     number("pop_power_for_loc_weight", "1", -10, 10,
                            "exponent of the residents in that attraction")))
      .add(&P::stay_close_to_home,
           weighing(
               rule("stay_close_to_home", "places near home attract more (great-circle distance)")))
      .add(&P::home_distance_power,
           while_off("stay_close_to_home", number("home_distance_power", "1", 0, 10,
                                                  "exponent of the distance from home")));
}

void add_move_chances(List& list) {
  list.add(&P::conflict_movechance, chance("conflict_movechance", "leaving a conflict zone"))
      .add(&P::camp_movechance, chance("camp_movechance", "leaving a camp"))
      .add(&P::idpcamp_movechance,
           chance("idpcamp_movechance", "leaving a camp for internally displaced people"))
      .add(&P::default_movechance, chance("default_movechance", "leaving a town"))
      .add(&P::movechance_pop_base,
           idle_when({{"movechance_pop_scale_factor", 0.0}},
                     number("movechance_pop_base", "persons", 1e-9, 1e12,
                            "people in a place that leaves chances as they are")))
      .add(&P::movechance_pop_scale_factor,
           number("movechance_pop_scale_factor", "1", -10, 10,
                  "exponent of people / base, a factor of the move chance"));
}

void add_route_choice(List& list) {
  list.add(&P::awareness_level,
           number("awareness_level", "steps", 0, 8,
                  "how many steps ahead people know routes; 0: any neighbouring place, all alike"))
      .add(&P::capacity_buffer,
           number("capacity_buffer", "1", 0, 0.999999, "fill from which a place attracts less"))
      .add(&P::capacity_scaling,
           number("capacity_scaling", "1", 0, 1e6, "factor of all capacities"))
      .add(&P::softening_km,
           weighing(number("softening_km", "km", 1e-9, 1e6, "added to the length of every route")))
      .add(&P::weight_softening,
           weighing(number("weight_softening", "1", 0, 1e6, "added to every score")))
      .add(&P::weight_power,
           weighing(number("weight_power", "1", 0, 100, "exponent of the weight of a route")))
      .add(&P::distance_power,
           weighing(number("distance_power", "1", 0, 100, "exponent of the softened length")))
      .add(&P::pruning_threshold,
           weighing(number(
               "pruning_threshold", "1", 1, 1e12,
               "routes of less than the best weight / threshold are not taken; 1: all are")));
}

void add_attributes(List& list) {
  list.add(&P::children_avoid_hazards,
           weighing(rule("children_avoid_hazards", "age < 19: scores are squared (attribute age)")))
      .add(&P::boys_take_risk,
           while_off("children_avoid_hazards",
                     rule("boys_take_risk",
                          "males over 14: all scores are 1 (attributes age, gender; needs "
                          "children_avoid_hazards)")))
      .add(&P::elderly_avoid_hazards,
           weighing(rule("elderly_avoid_hazards", "age > 59: scores are squared (attribute age)")))
      .add(&P::women_avoid_hazards,
           weighing(rule("women_avoid_hazards", "scores are squared (attribute gender)")))
      .add(&P::match_camp_religion,
           weighing(rule("match_camp_religion",
                         "camps of one's religion attract more (attribute religion, "
                         "zone columns of its values)")))
      .add(&P::match_camp_ethnicity,
           weighing(rule("match_camp_ethnicity",
                         "camps of one's ethnicity attract more (attribute "
                         "ethnicity, zone columns of its values)")))
      .add(&P::match_town_ethnicity,
           weighing(rule("match_town_ethnicity", "towns of one's ethnicity attract more")))
      .add(&P::match_conflict_ethnicity,
           weighing(
               rule("match_conflict_ethnicity", "conflict zones of one's ethnicity repel less")))
      .add(&P::avg_religion_fraction,
           while_off("match_camp_religion", number("avg_religion_fraction", "1", 1e-9, 1,
                                                   "share at which religion makes no difference")));
}

void add_spawning(List& list) {
  list.add(&P::conflict_spawn_decay,
           number("conflict_spawn_decay", "1", 0, 1e6,
                  "factor of intensity by intervals since the onset; empty: none"))
      .add(&P::conflict_spawn_decay_interval_days,
           idle_when({{"conflict_spawn_decay", std::vector<double>{}}},
                     number("conflict_spawn_decay_interval_days", "days", 1, 1e6,
                            "length of an interval")))
      .add(&P::conflict_spawn_mode,
           choice("conflict_spawn_mode",
                  "who is displaced by conflict (population.departures: hazard): a number per zone "
                  "and day, fixed or its mean, or a share of the residents",
                  {"none", "constant", "poisson", "pop_ratio"}))
      .add(&P::displaced_per_conflict_day,
           idle_when({{"conflict_spawn_mode", std::string("none")}},
                     number("displaced_per_conflict_day", "persons/day or 1/day", 0, 1e9,
                            "that number or share, at intensity 1")))
      .add(&P::flood_spawn_mode, choice("flood_spawn_mode", "who is displaced by floods",
                                        {"none", "constant", "poisson", "pop_ratio"}))
      .add(&P::displaced_per_flood_day,
           idle_when({{"flood_spawn_mode", std::string("none")}},
                     number("displaced_per_flood_day", "persons/day or 1/day", 0, 1e9,
                            "number or share by flood level 0, 1, ...; straight between")));
}

void add_food_and_floods(List& list) {
  list.add(&P::flee_when_starving,
           rule("flee_when_starving", "food insecurity adds to the move chance (driver food, %)"))
      .add(&P::avoid_food_deprived_locations,
           weighing(rule("avoid_food_deprived_locations",
                         "food insecurity lowers scores (driver food, %)")))
      .add(&P::starvation_driven_spawning,
           rule("starvation_driven_spawning", "food insecurity adds to the weight as an origin"))
      .add(&P::conflict_zone_spawning_only,
           while_off("starvation_driven_spawning",
                     rule("conflict_zone_spawning_only", "only conflict zones are origins")))
      .add(&P::flood_movechances,
           number("flood_movechances", "1/day", 0, 1,
                  "move chance by flood level 0, 1, ..., straight between; empty: no such rule"))
      .add(&P::flood_loc_weights,
           weighing(number("flood_loc_weights", "1", 0, 1e6,
                           "factor of the score by flood level; empty: no such rule")));
}

void add_defects(List& list) {
  list.add(&P::sequential_capacity,
           defect("sequential_capacity",
                  "people decide one after the other and see at once who left and who came"))
      .add(&P::multi_hop_speed_bonus,
           defect("multi_hop_speed_bonus",
                  "each further link of a day is begun with the whole day's travel"))
      .add(&P::conflict_intensity_frozen,
           defect("conflict_intensity_frozen", "intensity keeps the value of its onset"))
      .add(&P::link_closures_ignored,
           defect("link_closures_ignored", "closures of single links have no effect"))
      .add(
          &P::forced_redirection_inert,
          defect("forced_redirection_inert",
                 "nobody is forced along a link; links forced towards their first end count twice"))
      .add(&P::day0_capacity_charged_twice,
           defect("day0_capacity_charged_twice",
                  "people of day 0 lower the capacity and still occupy it"))
      .add(&P::home_is_current_location,
           while_off("stay_close_to_home",
                     defect("home_is_current_location",
                            "the distance from home is that from where one is")))
      .add(&P::latitude_longitude_swapped,
           while_off("stay_close_to_home",
                     defect("latitude_longitude_swapped", "in the distance from home")))
      .add(&P::match_camp_population_zero,
           idle_when({{"match_camp_religion", false}, {"match_camp_ethnicity", false}},
                     defect("match_camp_population_zero",
                            "shares of people in camps are of the residents, so almost zero")));
}

List declare() {
  List list;
  add_speeds(list);
  add_scores(list);
  add_move_chances(list);
  add_route_choice(list);
  add_attributes(list);
  add_spawning(list);
  add_food_and_floods(list);
  add_defects(list);
  return list;
}

/// What the settings of FabFlee's validation have in common.
ParameterValues fabflee(double speed, double softening, double town_chance, double distance_power,
                        double camp_chance, bool on_foot) {
  return {{"max_move_speed_km_per_day", speed},
          {"softening_km", softening},
          {"default_movechance", town_chance},
          {"distance_power", distance_power},
          {"camp_movechance", camp_chance},
          {"start_on_foot", on_foot},
          {"avoid_short_stints", true},
          {"capacity_scaling", 1.25},
          {"conflict_spawn_decay", std::vector<double>{1, 1, 1, 0.5, 0.1}},
          {"conflict_spawn_decay_interval_days", 30.0}};
}

}  // namespace

const List& flee_parameters() {
  static const List kList = declare();
  return kList;
}

std::map<std::string, ParameterValues, std::less<>> flee_presets() {
  ParameterValues validation = fabflee(400, 50, 0.5, 0.75, 0.001, false);
  validation["conflict_weight"] = 0.25;
  ParameterValues aware = fabflee(400, 36, 0.75, 0.75, 0.0005, true);
  aware["awareness_level"] = std::int64_t{2};
  return {{"flee-3",
           {{"sequential_capacity", true},
            {"multi_hop_speed_bonus", true},
            {"conflict_intensity_frozen", true},
            {"link_closures_ignored", true},
            {"forced_redirection_inert", true},
            {"day0_capacity_charged_twice", true},
            {"home_is_current_location", true},
            {"latitude_longitude_swapped", true},
            {"match_camp_population_zero", true}}},
          {"flee-default", {{"conflict_weight", 0.25}}},
          {"validation", validation},
          {"classic125", fabflee(360, 10, 0.5, 1, 0.001, true)},
          {"modern125", fabflee(400, 36, 0.5, 0.75, 0.0005, true)},
          {"modern125aw2dm75", aware},
          {"fastflow", fabflee(500, 36, 1, 0.75, 0.0005, false)}};
}

}  // namespace ravenstein::models
