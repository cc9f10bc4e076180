// SPDX-License-Identifier: Apache-2.0
// The keys of Flee's simsetting.yml: what becomes of them here.
#pragma once

#include "engine/core/parameter.hpp"

namespace ravenstein::io {

/// A key of Flee, the behaviour parameter it becomes, and what it may be.
struct Known {
  const char* key;
  const char* parameter;
  ParameterKind kind;
};

inline constexpr ParameterKind kReal = ParameterKind::real;
inline constexpr ParameterKind kYesNo = ParameterKind::boolean;

inline const Known kMoveRules[] = {
    {"max_move_speed", "max_move_speed_km_per_day", kReal},
    {"max_walk_speed", "max_walk_speed_km_per_day", kReal},
    {"foreign_weight", "foreign_weight", kReal},
    {"camp_weight", "camp_weight", kReal},
    {"conflict_weight", "conflict_weight", kReal},
    {"conflict_movechance", "conflict_movechance", kReal},
    {"camp_movechance", "camp_movechance", kReal},
    {"idpcamp_movechance", "idpcamp_movechance", kReal},
    {"default_movechance", "default_movechance", kReal},
    {"awareness_level", "awareness_level", ParameterKind::integer},
    {"capacity_buffer", "capacity_buffer", kReal},
    {"capacity_scaling", "capacity_scaling", kReal},
    {"avoid_short_stints", "avoid_short_stints", kYesNo},
    {"start_on_foot", "start_on_foot", kYesNo},
    {"softening", "softening_km", kReal},
    {"weight_softening", "weight_softening", kReal},
    {"weight_power", "weight_power", kReal},
    {"distance_power", "distance_power", kReal},
    {"movechance_pop_base", "movechance_pop_base", kReal},
    {"movechance_pop_scale_factor", "movechance_pop_scale_factor", kReal},
    {"pruning_threshold", "pruning_threshold", kReal},
    {"stay_close_to_home", "stay_close_to_home", kYesNo},
    {"home_distance_power", "home_distance_power", kReal},
    {"use_pop_for_loc_weight", "use_pop_for_loc_weight", kYesNo},
    {"pop_power_for_loc_weight", "pop_power_for_loc_weight", kReal},
    {"children_avoid_hazards", "children_avoid_hazards", kYesNo},
    {"boys_take_risk", "boys_take_risk", kYesNo},
    {"elderly_avoid_hazards", "elderly_avoid_hazards", kYesNo},
    {"women_avoid_hazards", "women_avoid_hazards", kYesNo},
    {"match_camp_religion", "match_camp_religion", kYesNo},
    {"match_camp_ethnicity", "match_camp_ethnicity", kYesNo},
    {"match_town_ethnicity", "match_town_ethnicity", kYesNo},
    {"match_conflict_ethnicity", "match_conflict_ethnicity", kYesNo},
    {"avg_religion_fraction", "avg_religion_fraction", kReal},
    {"flee_when_starving", "flee_when_starving", kYesNo},
    {"avoid_food_deprived_locations", "avoid_food_deprived_locations", kYesNo},
};

inline const Known kSpawnRules[] = {
    {"conflict_spawn_decay", "conflict_spawn_decay", ParameterKind::real_list},
    {"conflict_spawn_decay_interval", "conflict_spawn_decay_interval_days", kReal},
    {"starvation_driven_spawning", "starvation_driven_spawning", kYesNo},
    {"conflict_zone_spawning_only", "conflict_zone_spawning_only", kYesNo},
};

inline const Known kFloodRules[] = {
    {"flood_movechances", "flood_movechances", ParameterKind::real_list},
    {"flood_loc_weights", "flood_loc_weights", ParameterKind::real_list},
};

/// Keys that do nothing here, and why; told if they are set to anything but `harmless`.
struct Unused {
  const char* key;
  const char* harmless;
  const char* why;
};

inline constexpr const char* kDead = "has no effect in Flee either";
inline constexpr const char* kUnsupported = "not supported";

inline const Unused kUnusedMoveRules[] = {
    {"max_crossing_speed", "", "only Flee's micro model uses it"},
    {"two_system_decision_making", "false", kDead},
    {"fixed_routes", "false", kUnsupported},
    {"use_economic_pull", "false", kUnsupported},
    {"harvest_months", "[]", kUnsupported},
};

inline const Unused kUnusedSpawnRules[] = {
    {"camps_are_sinks", "false", "has no effect in Flee either, which reads camps_are_sicks"},
    {"camps_are_sicks", "false", kUnsupported},
    {"average_social_connectivity", "", kDead},
    {"read_from_agents_csv_file", "false", kUnsupported},
    {"flood_spawn_mode", "", kDead},
};

inline const Unused kUnusedFloodRules[] = {
    {"max_flood_level", "", "the lists by level say how high floods may rise"},
    {"flood_link_weights", "", kDead},
    {"flood_forecaster", "false", kUnsupported},
    {"flood_forecaster_timescale", "", kUnsupported},
    {"flood_forecaster_weights", "", kUnsupported},
    {"flood_forecaster_end_time", "", kUnsupported},
    {"flood_awareness_weights", "", kUnsupported},
};

}  // namespace ravenstein::io
