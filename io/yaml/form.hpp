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
  std::map<std::string, DrawForm> draws;  ///< by parameter
};

struct BesideForm {
  std::string name;
  YamlNode set;
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
  RecordPlan record;
};

Section<ScenarioForm> scenario_section(std::span<const models::BehaviourModel> models);

}  // namespace ravenstein::io
