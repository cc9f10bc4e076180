// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <limits>

#include "io/import/flee_case.hpp"
#include "io/import/flee_keys.hpp"
#include "io/import/positional.hpp"

namespace ravenstein::io {
namespace {

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
    departures_by_floods();
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
    if (key == "flood_rules") {
      each(value, [this](const auto& k, const auto& v) { flood_rule(k, v); });
      return;
    }
    if (set_known(kMoveRules, key_node, value) || tell_unused(kUnusedMoveRules, key_node, value)) {
      return;
    }
    std::vector<std::string> keys;
    for (const Known& known : kMoveRules) keys.emplace_back(known.key);
    report_->left_out(place(key_node), key, "not a key of move_rules", did_you_mean(key, keys));
  }

  void flood_rule(const YAML::Node& key_node, const YAML::Node& value) {
    if (set_known(kFloodRules, key_node, value) ||
        tell_unused(kUnusedFloodRules, key_node, value)) {
      return;
    }
    report_->left_out(place(key_node), key_node.as<std::string>(""), "not a key of flood_rules");
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
    } else if (key == "flood_zone_spawning_only") {
      if (yes(key_node, value)) by_floods_ = true;
    } else if (key == "flood_driven_spawn_mode") {
      each(value, [this](const auto& k, const auto& v) { flood_departure(k, v); });
    } else if (!set_known(kSpawnRules, key_node, value) &&
               !tell_unused(kUnusedSpawnRules, key_node, value)) {
      report_->left_out(place(key_node), key, "not a key of spawn_rules");
    }
  }

  void flood_departure(const YAML::Node& key_node, const YAML::Node& value) {
    static const std::string kModes[] = {"constant", "pop_ratio"};
    constexpr Known kDisplaced{"displaced_per_flood_day", "displaced_per_flood_day",
                               ParameterKind::real_list};
    const auto key = key_node.as<std::string>("");
    const auto text = lower_case(value.as<std::string>(""));
    if (key == kDisplaced.key) {
      if (const auto read = parameter(kDisplaced, key_node, value)) floods_["displaced"] = *read;
    } else if (key != "spawn_mode") {
      report_->left_out(place(key_node), key,
                        key == "flood_spawn_mode" ? "has no effect in Flee either, which reads "
                                                    "spawn_mode"
                                                  : "not a key of flood_driven_spawn_mode");
    } else if (std::find(std::begin(kModes), std::end(kModes), text) == std::end(kModes)) {
      expected("constant or pop_ratio", key_node, value);
    } else {
      floods_["mode"] = text;
    }
  }

  /// People are displaced by floods: Flee's switch for it and its defaults.
  void departures_by_floods() {
    if (!by_floods_) {
      if (!floods_.empty()) {
        report_->left_out({file_, 0, 0}, "flood_driven_spawn_mode",
                          "has no effect without flood_zone_spawning_only");
      }
      return;
    }
    floods_.try_emplace("mode", std::string("pop_ratio"));
    floods_.try_emplace("displaced", std::vector<double>{0, 0.1, 0.2, 0.5, 0.9});
    settings_.population.departures = PopulationPlan::Departures::hazard;
    settings_.parameters["flood_spawn_mode"] = floods_["mode"];
    settings_.parameters["displaced_per_flood_day"] = floods_["displaced"];
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
  bool by_floods_ = false;
  ParameterValues floods_;  ///< mode, displaced: of flood_driven_spawn_mode
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
