// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <limits>

#include "io/import/flee_case.hpp"
#include "io/import/positional.hpp"

namespace ravenstein::io {
namespace {

/// A key of Flee, the behaviour parameter it becomes, and what it may be.
struct Known {
  const char* key;
  const char* parameter;
  ParameterKind kind;
};

constexpr ParameterKind kReal = ParameterKind::real;
constexpr ParameterKind kYesNo = ParameterKind::boolean;

const Known kMoveRules[] = {
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
};

const Known kSpawnRules[] = {
    {"conflict_spawn_decay", "conflict_spawn_decay", ParameterKind::real_list},
    {"conflict_spawn_decay_interval", "conflict_spawn_decay_interval_days", kReal},
};

/// Keys that do nothing here, and why; told if they are set to anything but `harmless`.
struct Unused {
  const char* key;
  const char* harmless;
  const char* why;
};

constexpr const char* kDead = "has no effect in Flee either";
constexpr const char* kUnsupported = "not supported";

const Unused kUnusedMoveRules[] = {
    {"max_crossing_speed", "", "only Flee's micro model uses it"},
    {"two_system_decision_making", "false", kDead},
    {"fixed_routes", "false", kUnsupported},
    {"use_economic_pull", "false", kUnsupported},
    {"harvest_months", "[]", kUnsupported},
    {"flee_when_starving", "false", kUnsupported},
    {"avoid_food_deprived_locations", "false", kUnsupported},
    {"flood_rules", "", kUnsupported},
};

const Unused kUnusedSpawnRules[] = {
    {"camps_are_sinks", "false", "has no effect in Flee either, which reads camps_are_sicks"},
    {"camps_are_sicks", "false", kUnsupported},
    {"average_social_connectivity", "", kDead},
    {"conflict_zone_spawning_only", "true", kUnsupported},
    {"flood_zone_spawning_only", "false", kUnsupported},
    {"read_from_agents_csv_file", "false", kUnsupported},
    {"starvation_driven_spawning", "false", kUnsupported},
    {"flood_driven_spawn_mode", "", kUnsupported},
    {"flood_spawn_mode", "", kDead},
};

/// `MatchCampReligion` -> `match_camp_religion`; other spellings unchanged.
std::string snake_case(std::string_view key) {
  std::string snake;
  for (const char c : key) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !snake.empty() && snake.back() != '_') snake += '_';
    snake += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return snake;
}

class SettingsReader {
 public:
  SettingsReader(std::string file, ImportReport& report)
      : file_(std::move(file)), report_(&report) {}

  FleeSettings read(const YAML::Node& root) {
    if (!root.IsMap()) {
      if (!root.IsNull()) report_->wrong(place(root), "", "expected sections, e.g. move_rules:");
      return std::move(settings_);
    }
    for (const auto& section : root) {
      const auto name = section.first.as<std::string>("");
      if (name == "move_rules") {
        each(section.second, [this](const auto& key, const auto& value) { move_rule(key, value); });
      } else if (name == "spawn_rules") {
        each(section.second,
             [this](const auto& key, const auto& value) { spawn_rule(key, value); });
      } else if (name == "optimisations") {
        each(section.second, [this](const auto& key, const auto& value) { optimise(key, value); });
      } else if (name == "log_levels") {
        report_->left_out(place(section.first), name,
                          "a projection always holds people and flows by day and zone");
      } else {
        report_->left_out(place(section.first), name, "has no equivalent");
      }
    }
    return std::move(settings_);
  }

 private:
  Place place(const YAML::Node& node) const {
    const YAML::Mark mark = node.Mark();
    return {file_, mark.is_null() ? 0 : mark.line + 1, mark.is_null() ? 0 : mark.column + 1};
  }

  template <class Action>
  void each(const YAML::Node& section, Action&& action) {
    if (section.IsNull()) return;
    if (!section.IsMap()) {
      report_->wrong(place(section), "", "expected keys and values");
      return;
    }
    for (const auto& entry : section) action(entry.first, entry.second);
  }

  void move_rule(const YAML::Node& key_node, const YAML::Node& value) {
    const auto key = key_node.as<std::string>("");
    if (key == "use_v1_rules") {
      if (yes(key_node, value)) use_v1_rules();
      return;
    }
    if (set_known(kMoveRules, key_node, value) || tell_unused(kUnusedMoveRules, key_node, value)) {
      return;
    }
    std::vector<std::string> keys;
    for (const Known& known : kMoveRules) keys.emplace_back(known.key);
    report_->left_out(place(key_node), key, "not a key of move_rules", did_you_mean(key, keys));
  }

  /// Flee's first rules: settings that it overrides.
  void use_v1_rules() {
    settings_.parameters["max_move_speed_km_per_day"] = 200.0;
    settings_.parameters["camp_weight"] = 2.0;
    settings_.parameters["conflict_weight"] = 0.25;
    settings_.parameters["start_on_foot"] = false;
    settings_.parameters["avoid_short_stints"] = false;
    v1_rules_ = true;
  }

  void spawn_rule(const YAML::Node& key_node, const YAML::Node& value) {
    const auto key = key_node.as<std::string>("");
    PopulationPlan& plan = settings_.population;
    if (key == "take_from_population") {
      plan.take_from_residents = yes(key_node, value);
    } else if (key == "insert_day0") {
      if (!yes(key_node, value)) plan.initial = PopulationPlan::Initial::empty;
    } else if (key == "empty_camps_on_day0") {
      if (!yes(key_node, value)) return;
      plan.initial = PopulationPlan::Initial::empty;
      report_->repaired(place(key_node), key,
                        "camps start empty; Flee also subtracts the people of day 0 from the "
                        "observations, which is not done");
    } else if (key == "sum_from_camps") {
      if (yes(key_node, value)) return;
      report_->repaired(place(key_node), key,
                        "newly displaced people follow the sum of the camps, not refugees.csv");
    } else if (key == "conflict_driven_spawning") {
      if (value.IsMap()) {
        departures_by_conflict(value);
      } else if (yes(key_node, value)) {
        expected("spawn_mode and displaced_per_conflict_day", key_node, value);
      }
    } else if (!set_known(kSpawnRules, key_node, value) &&
               !tell_unused(kUnusedSpawnRules, key_node, value)) {
      report_->left_out(place(key_node), key, "not a key of spawn_rules");
    }
  }

  /// People are displaced by conflict, not as the camps' data tell.
  void departures_by_conflict(const YAML::Node& section) {
    settings_.population.departures = PopulationPlan::Departures::hazard;
    settings_.parameters["conflict_spawn_mode"] = std::string("constant");
    each(section, [this](const auto& key_node, const auto& value) {
      static const std::string kModes[] = {"constant", "poisson", "pop_ratio"};
      constexpr Known kDisplaced{"displaced_per_conflict_day", "displaced_per_conflict_day", kReal};
      const auto key = key_node.template as<std::string>("");
      const auto text = lower_case(value.template as<std::string>(""));
      if (key == kDisplaced.key) {
        if (const auto read = parameter(kDisplaced, key_node, value)) {
          settings_.parameters[kDisplaced.parameter] = *read;
        }
      } else if (key != "spawn_mode") {
        report_->left_out(place(key_node), key, "not a key of conflict_driven_spawning");
      } else if (std::find(std::begin(kModes), std::end(kModes), text) == std::end(kModes)) {
        expected("constant, poisson or pop_ratio", key_node, value);
      } else {
        settings_.parameters["conflict_spawn_mode"] = text;
      }
    });
    // Flee's default depends on the mode: a number of people, or a share of the residents.
    const bool share =
        std::get<std::string>(settings_.parameters["conflict_spawn_mode"]) == "pop_ratio";
    settings_.parameters.try_emplace("displaced_per_conflict_day", share ? 0.01 : 500.0);
  }

  void optimise(const YAML::Node& key_node, const YAML::Node& value) {
    const auto key = key_node.as<std::string>("");
    const auto number = parse_number(value.as<std::string>(""));
    if (key != "hasten") {
      report_->left_out(place(key_node), key, "not a key of optimisations");
    } else if (!number || *number < 1 ||
               *number != static_cast<double>(static_cast<long>(*number))) {
      expected("a whole number >= 1", key_node, value);
    } else {
      settings_.population.hasten = static_cast<std::int64_t>(*number);
    }
  }

  template <std::size_t N>
  bool set_known(const Known (&known)[N], const YAML::Node& key_node, const YAML::Node& value) {
    const std::string key = snake_case(key_node.as<std::string>(""));
    const auto found = std::find_if(std::begin(known), std::end(known),
                                    [&](const Known& k) { return k.key == key; });
    if (found == std::end(known)) return false;
    if (v1_rules_ && settings_.parameters.contains(found->parameter)) return true;
    if (value.IsNull()) return true;
    if (const auto read = parameter(*found, key_node, value)) {
      settings_.parameters[found->parameter] = *read;
    }
    return true;
  }

  std::optional<ParameterValue> parameter(const Known& known, const YAML::Node& key_node,
                                          const YAML::Node& value) {
    if (known.kind == ParameterKind::boolean) return yes(key_node, value);
    if (known.kind == ParameterKind::real_list) {
      std::vector<double> list;
      for (const auto& item : value) {
        if (const auto number = parse_number(item.as<std::string>(""))) list.push_back(*number);
      }
      if (value.IsSequence() && list.size() == value.size() && !list.empty()) return list;
      expected("a list of numbers", key_node, value);
      return {};
    }
    const auto number = value.IsScalar() ? parse_number(value.Scalar()) : std::nullopt;
    if (!number) {
      expected("a number", key_node, value);
      return {};
    }
    if (known.kind == ParameterKind::real) return *number;
    if (*number < 0 || *number > 100 || *number != static_cast<double>(static_cast<int>(*number))) {
      expected("a whole number", key_node, value);
      return {};
    }
    return static_cast<std::int64_t>(*number);
  }

  bool yes(const YAML::Node& key_node, const YAML::Node& value) {
    bool result = false;
    if (value.IsNull() || (value.IsScalar() && YAML::convert<bool>::decode(value, result))) {
      return result;
    }
    expected("True or False", key_node, value);
    return false;
  }

  template <std::size_t N>
  bool tell_unused(const Unused (&unused)[N], const YAML::Node& key_node, const YAML::Node& value) {
    const std::string key = key_node.as<std::string>("");
    const auto found = std::find_if(std::begin(unused), std::end(unused),
                                    [&](const Unused& u) { return u.key == key; });
    if (found == std::end(unused)) return false;
    const std::string written = lower_case(text_of(value));
    if (written != found->harmless || written.empty()) {
      report_->left_out(place(key_node), key, found->why);
    }
    return true;
  }

  static std::string text_of(const YAML::Node& value) {
    if (value.IsScalar()) return value.Scalar();
    return value.IsSequence() && value.size() == 0 ? "[]" : "";
  }

  void expected(std::string_view what, const YAML::Node& key_node, const YAML::Node& value) {
    report_->wrong(place(value), key_node.as<std::string>(""),
                   value.IsScalar() ? fmt::format("expected {}, found \"{}\"", what, value.Scalar())
                                    : fmt::format("expected {}", what));
  }

  std::string file_;
  ImportReport* report_;
  FleeSettings settings_;
  bool v1_rules_ = false;
};

}  // namespace

FleeSettings read_flee_settings(const std::filesystem::path& file, ImportReport& report) {
  FleeSettings defaults;
  defaults.population.falls = PopulationPlan::Falls::offset;
  const std::optional<std::string> text = read_text(file, report);
  const std::string name = file.filename().string();
  if (!text) {
    report.repaired({name, 0, 0}, "", "file not found: Flee's defaults are used");
    return defaults;
  }
  try {
    FleeSettings settings = SettingsReader(name, report).read(YAML::Load(*text));
    settings.population.falls = PopulationPlan::Falls::offset;  // what Flee calls refugee debt
    return settings;
  } catch (const YAML::Exception& problem) {
    report.wrong({name, problem.mark.line + 1, problem.mark.column + 1}, "", problem.msg);
    return defaults;
  }
}

}  // namespace ravenstein::io
