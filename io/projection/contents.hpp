// SPDX-License-Identifier: Apache-2.0
// What a projection file holds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/ensemble.hpp"
#include "engine/observed.hpp"
#include "engine/projection.hpp"
#include "engine/scenario.hpp"
#include "engine/world/zone.hpp"
#include "io/projection/provenance.hpp"

namespace ravenstein::io {

/// One score of one forecast: how far from what was observed. What a forecast knew is the same in
/// all its rows.
struct SkillRow {
  std::string forecast;  ///< the projection itself, one beside it, or one without skill
  std::string measure;
  std::string window;  ///< the days scored
  std::string zone;    ///< the zone's code, or kAllZones
  double value = 0;    ///< NaN: not defined; such rows are not kept
  bool uses_capacity = false;
  std::string information;  ///< what the forecast was told

  bool operator==(const SkillRow&) const = default;
};
inline constexpr const char* kAllZones = "all";

/// Another forecast's expected people, to be shown beside the projection.
struct BesideRun {
  std::string name;
  std::string description;
  DailyTable present;  ///< expected persons per row and zone, at the end of the interval
};

/// Of an ensemble's members together; the projection itself is its first member.
struct EnsembleRecord {
  int members = 0;  ///< 0: a single run
  std::vector<double> quantiles;
  std::vector<EnsembleTable> tables;
  MemberRecord each;                       ///< empty: of format 1.2 or older
  std::vector<std::string> drawn;          ///< parameters that members drew
  std::vector<std::vector<double>> draws;  ///< by member and parameter
};

struct ProjectionFile {
  std::string title;
  std::string description;
  std::vector<Source> sources;
  std::vector<std::string> remarks;
  std::string behaviour;  ///< the model's name
  std::string preset;     ///< may be empty
  std::string home_country;
  std::string resolution_reason;  ///< of `resolution: auto`; else empty
  /// Every counted person stands for this many (PopulationPlan::hasten).
  std::int64_t hasten = 1;

  /// In the order of the columns. Attributes that a scenario adds are not kept: the scenario has
  /// them.
  std::vector<Zone> zones;
  Projection projection;
  EnsembleRecord ensemble;
  std::vector<BesideRun> beside;

  std::vector<ObservedSeries> observations;  ///< at most one series per zone, whole persons
  /// Interpolated, divided by `hasten`; on the last day of each row, if rows are no days.
  ObservedDaily observed;

  std::vector<SkillRow> skill;
  Provenance provenance;
};

}  // namespace ravenstein::io
