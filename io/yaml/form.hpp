// SPDX-License-Identifier: Apache-2.0
// The scenario file as it is written: every key of format version 1, declared once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/scenario.hpp"
#include "engine/whatif/driver_change.hpp"
#include "io/yaml/cities.hpp"
#include "io/yaml/section.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

inline constexpr int kSchemaVersion = 1;

struct PeriodForm {
  Date start{};
  int days = 0;
  Interval step = Interval::day;
};

struct DriverForm {
  TablePath table;
  Between between = Between::step;
};

struct DriversForm {
  std::optional<DriverForm> conflict, food, flood;
  std::map<std::string, TablePath> monthly;
  GapPolicy gaps = GapPolicy::error;
};

/// A driver scenarios can name, and between what its values lie.
struct KnownDriver {
  std::string name;
  std::optional<DriverForm> DriversForm::*member;
  double minimum, maximum;
  std::string meaning;
};
const std::vector<KnownDriver>& known_drivers();

/// A series that scenarios can give by month.
struct KnownSeries {
  std::string name;
  double minimum, maximum;
  std::string meaning;
};
const std::vector<KnownSeries>& known_series();

struct PopulationForm {
  PopulationPlan plan;
  TablePath strata;
  std::map<std::string, TablePath> attributes;
};

struct BehaviourForm {
  std::string model, preset;
  TablePath fitted;
  YamlNode parameters;
};

struct ObservationsForm {
  TablePath table, corrections, elsewhere;
};

struct RegisterForm {
  TablePath table, before;
  double counted_per_move = 1;
};

/// What a member of an ensemble draws: which numbers it takes depends on the distribution.
struct DrawForm {
  std::string distribution;
  std::optional<double> low, high, mean, median, sd, sd_log;
};

struct EnsembleForm {
  int members = 100;
  TablePath posterior;                    ///< file of a calibration
  std::map<std::string, DrawForm> draws;  ///< by parameter
};

struct BesideForm {
  std::string name;
  YamlNode set;
};

struct NewCampForm {
  std::string code, name, near;
  double distance_km = 0;
  std::int64_t capacity = 0;  ///< 0: unlimited
};

/// One thing that is different for some time: exactly one of driver, cause, border, link, camp,
/// capacity (with or instead of capacity_per_month) and new_camp.
struct ChangeForm {
  Date from{}, to{};
  std::vector<std::string> zones;
  std::string driver, cause, camp;
  std::vector<std::string> border, link;
  std::optional<NewCampForm> new_camp;
  double scale = 1, shift = 0, value = 0;
  TablePath table;
  Extrapolation extrapolate = Extrapolation::none;
  double permeability = 0;
  std::int64_t capacity = 0;
  double capacity_per_month = 0;
};

struct ScenarioForm {
  int schema_version = kSchemaVersion;
  TablePath extends;
  std::string title, description;
  std::vector<std::string> remarks;
  std::vector<Source> sources;
  PeriodForm period;
  std::int64_t seed = 1;
  std::optional<Resolution> resolution = Resolution::agents;  ///< empty: to be chosen
  std::string home_country;
  bool tolerate_unreachable_camps = false, tolerate_overfull_camps = false;
  TablePath zones, links, closures;
  DriversForm drivers;
  TablePath rivers;
  std::optional<RegisterForm> displacement_register;
  std::optional<EnsembleForm> ensemble;
  PopulationForm population;
  TravelPlan travel;
  BehaviourForm behaviour;
  std::optional<ObservationsForm> observations;
  std::vector<BesideForm> beside;
  std::vector<ChangeForm> changes;
  RecordPlan record;
  std::vector<CityForm> cities;
  TablePath standards, boundaries;
};

Section<ScenarioForm> scenario_section(std::span<const models::BehaviourModel> models);
/// A distribution of a parameter; where it is not required, what is not given is the declaration's.
Section<DrawForm> draw_section(bool distribution_required = true);

}  // namespace ravenstein::io
