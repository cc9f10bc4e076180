// SPDX-License-Identifier: Apache-2.0
// The settings of the Flee rule set, under their names in Flee's simsetting.yml where there is one.
// Published defects of Flee that change results are switches of their own: off = the rule as it is
// described, on = as Flee 3 runs it (preset `flee-3`).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/core/parameter.hpp"

namespace ravenstein::models {

/// Defaults are those of Flee's code (v3).
struct FleeParameters {
  // Speeds.
  double max_move_speed_km_per_day = 360;
  double max_walk_speed_km_per_day = 35;
  bool start_on_foot = false;
  bool avoid_short_stints = false;
  // Scores of places.
  double foreign_weight = 1;
  double camp_weight = 1;
  double conflict_weight = 0.31622776601683794;
  bool use_pop_for_loc_weight = false;
  double pop_power_for_loc_weight = 0.1;
  bool stay_close_to_home = false;
  double home_distance_power = 0.5;
  // Move chances per day.
  double conflict_movechance = 1;
  double camp_movechance = 0.001;
  double idpcamp_movechance = 0.1;
  double default_movechance = 0.3;
  double movechance_pop_base = 10000;
  double movechance_pop_scale_factor = 0;
  // Choice of a route.
  std::int64_t awareness_level = 1;
  double capacity_buffer = 0.9;
  double capacity_scaling = 1;
  double softening_km = 10;
  double weight_softening = 0;
  double weight_power = 1;
  double distance_power = 1;
  double pruning_threshold = 1;
  // Personal attributes.
  bool children_avoid_hazards = false;
  bool boys_take_risk = false;
  bool elderly_avoid_hazards = false;
  bool women_avoid_hazards = false;
  bool match_camp_religion = false;
  bool match_camp_ethnicity = false;
  bool match_town_ethnicity = false;
  bool match_conflict_ethnicity = false;
  double avg_religion_fraction = 0.25;
  // Conflict over time, and who is displaced by it.
  std::vector<double> conflict_spawn_decay;
  double conflict_spawn_decay_interval_days = 30;
  std::string conflict_spawn_mode = "none";
  double displaced_per_conflict_day = 500;
  // Food insecurity (driver `food`: per cent of people critically deprived).
  bool flee_when_starving = false;
  bool avoid_food_deprived_locations = false;
  bool starvation_driven_spawning = false;
  bool conflict_zone_spawning_only = true;
  // Floods (driver `flood`: level 0..max).
  std::vector<double> flood_movechances;
  std::vector<double> flood_loc_weights;
  std::string flood_spawn_mode = "none";
  std::vector<double> displaced_per_flood_day;
  // Published defects.
  bool sequential_capacity = false;
  bool multi_hop_speed_bonus = false;
  bool conflict_intensity_frozen = false;
  bool link_closures_ignored = false;
  bool forced_redirection_inert = false;
  bool day0_capacity_charged_twice = false;
  bool home_is_current_location = false;
  bool latitude_longitude_swapped = false;
  bool match_camp_population_zero = false;
};

const ParameterList<FleeParameters>& flee_parameters();
/// `flee-3`: every defect on. The others: settings published with Flee and FabFlee.
std::map<std::string, ParameterValues, std::less<>> flee_presets();

}  // namespace ravenstein::models
