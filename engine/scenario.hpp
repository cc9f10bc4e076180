// SPDX-License-Identifier: Apache-2.0
// A scenario says how the world changes and who is in it. It is what a YAML file becomes once it
// has been read and checked; the engine knows nothing of files.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/city.hpp"
#include "engine/core/calendar.hpp"
#include "engine/core/parameter.hpp"
#include "engine/observed.hpp"
#include "engine/population/strata.hpp"
#include "engine/random/distribution.hpp"
#include "engine/whatif/hazard_change.hpp"
#include "engine/world/condition.hpp"
#include "engine/world/monthly.hpp"
#include "engine/world/river.hpp"
#include "engine/world/world.hpp"

namespace ravenstein {

enum class Resolution : std::uint8_t { flows, agents, cohorts };

/// Who sets out, and when.
struct PopulationPlan {
  /// observed: rises of the observed total are entries, falls are exits (prescribed series).
  /// hazard: residents leave by the behaviour's departure hazard.
  enum class Departures : std::uint8_t { observed, hazard };
  Departures departures = Departures::observed;
  /// observed: on day 0 every receiving zone holds its observed people. empty: nobody is there.
  enum class Initial : std::uint8_t { observed, empty };
  Initial initial = Initial::observed;
  /// Up to and including this day the people in receiving zones are set to the observed ones.
  int observed_until_day = 0;
  /// What a fall of the observed total means. exits: people leave, drawn without replacement from
  /// all present. offset: nobody leaves, later rises are smaller by as much (Flee's debt).
  enum class Falls : std::uint8_t { exits, offset };
  Falls falls = Falls::exits;
  /// Residents are counted down when they leave (else they are a weight only).
  bool take_from_residents = false;
  /// How many movements a register counts per simulated move (its detection rate). Memory and
  /// forms fitted to a register are in its counts.
  double counted_per_move = 1;
  /// Every person stands for this many: populations, capacities and counts are divided by it.
  std::int64_t hasten = 1;
};

/// How people get from where they leave to where they stay (behaviours that choose destinations).
struct TravelPlan {
  enum class Mode : std::uint8_t { instantaneous, network };
  Mode mode = Mode::instantaneous;
  double speed_km_per_day = 200;
};

/// A distribution of a personal attribute by zone of origin, e.g. age or gender.
struct AttributeTable {
  struct Value {
    std::string text;                                     ///< as written, e.g. `female` or `34`
    double default_weight = 0;                            ///< for zones without a column
    std::vector<std::pair<ZoneIndex, double>> weights{};  ///< zones with one of their own
  };
  std::string name;
  std::vector<Value> values;
};

/// A monthly series by zone, with its past.
struct MonthlyDriver {
  std::string name;  ///< e.g. `rain_mm`
  MonthlySeries series;
};

/// Movements that a register counted in a month, for models that remember corridors.
struct PastFlow {
  int month = 0;  ///< month_number
  ZoneIndex from = kNowhere, to = kNowhere;
  std::string cause;
  double persons = 0;
};

/// The model that answers for people, by name, with its checked parameters.
struct BehaviourSpec {
  std::string model;
  std::string preset;  ///< may be empty
  ParameterValues parameters;
};

struct RecordPlan {
  Interval every = Interval::day;  ///< not shorter than the steps
  bool flows = true;               ///< origin-destination movements
  bool strata = true;              ///< displaced people by stratum, if there is more than one
  bool homes = false;              ///< displaced people by place and home
};

/// A parameter of the behaviour that every member of an ensemble draws for itself.
struct ParameterDraw {
  std::string parameter;
  Distribution distribution;
};

/// Many runs instead of one.
struct EnsemblePlan {
  int members = 1;  ///< 1: a single run
  std::vector<ParameterDraw> draws;
};

struct Source {
  std::string table, publisher, date, licence, url, note;
};

struct Scenario {
  std::string title;
  std::string description;
  std::vector<Source> sources;
  std::vector<std::string> remarks;  ///< what a reader of scores must know
  Period period;
  std::uint64_t seed = 1;
  Resolution resolution = Resolution::agents;
  std::string resolution_reason;  ///< if the program chose it
  World world;
  std::vector<ConditionTable> drivers;
  std::vector<MonthlyDriver> monthly;
  std::vector<PastFlow> past_flows;
  std::vector<RiverZone> rivers;
  std::vector<HazardChange> hazard_changes;
  PopulationPlan population;
  Strata strata;
  TravelPlan travel;
  std::vector<AttributeTable> attributes;
  BehaviourSpec behaviour;
  std::vector<ObservedSeries> observations;         ///< per zone, corrected; whole persons unscaled
  std::vector<RegistrationCorrection> corrections;  ///< those already applied
  RecordPlan record;
  EnsemblePlan ensemble;
  std::vector<CityPlan> cities;
  MakeCities make_cities;  ///< the model that answers for them; empty: none

  /// The driver's table, or nullptr.
  const ConditionTable* driver(std::string_view name) const;
  const MonthlyDriver* monthly_driver(std::string_view name) const;
};

/// The rows of the tables that a run records.
inline Period recorded_rows(const Scenario& scenario) {
  Period rows = scenario.period;
  rows.interval = std::max(scenario.record.every, rows.interval);
  return rows;
}

}  // namespace ravenstein
