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
};

struct DriverForm {
  TablePath table;
  Between between = Between::step;
};

struct DriversForm {
  std::optional<DriverForm> conflict, food, flood;
};

/// A driver scenarios can name, and between what its values lie.
struct KnownDriver {
  std::string name;
  std::optional<DriverForm> DriversForm::*member;
  double minimum, maximum;
  std::string meaning;
};
const std::vector<KnownDriver>& known_drivers();

struct PopulationForm {
  PopulationPlan plan;
  std::map<std::string, TablePath> attributes;
};

struct BehaviourForm {
  std::string model, preset;
  YamlNode parameters;
};

struct ObservationsForm {
  TablePath table, corrections, elsewhere;
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
  Resolution resolution = Resolution::agents;
  std::string home_country;
  bool tolerate_unreachable_camps = false, tolerate_overfull_camps = false;
  TablePath zones, links, closures;
  DriversForm drivers;
  PopulationForm population;
  TravelPlan travel;
  BehaviourForm behaviour;
  std::optional<ObservationsForm> observations;
  std::vector<BesideForm> beside;
  RecordPlan record;
};

Section<ScenarioForm> scenario_section(std::span<const models::BehaviourModel> models);

}  // namespace ravenstein::io
