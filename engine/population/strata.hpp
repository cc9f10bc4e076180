// SPDX-License-Identifier: Apache-2.0
// The disaggregation of people: sex x age band x disability, or what a scenario says. Each stratum
// may be more or less likely to leave for a cause, and has births and deaths of its own.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/world/zone.hpp"

namespace ravenstein {

struct Stratum {
  std::vector<std::string> labels;  ///< one per dimension, e.g. {female, 0-17}
  double deaths_per_year = 0;       ///< hazard [1/year] of every person
  double births_per_year = 0;       ///< births per person and year
  double newborn_share = 0;         ///< of all births; over all strata they sum to one
  /// Hazard of leaving relative to the population's, by cause.
  std::map<std::string, double, std::less<>> relative_hazard{};
  double relative_hazard_otherwise = 1;  ///< for causes not named
};

/// All strata; never empty in a sound scenario: one without labels stands for everyone.
struct Strata {
  std::vector<std::string> dimensions;  ///< e.g. {sex, age}
  std::vector<Stratum> strata{Stratum{}};
  /// Share of a zone's residents on day 0, rows = zones, columns = strata; rows sum to one. Empty:
  /// everybody in the first stratum.
  std::vector<double> share;

  std::size_t size() const { return strata.size(); }
  /// `female 0-17`; `all` for a single stratum without labels.
  std::string name(std::size_t stratum) const;
  /// Relative hazards per stratum for a cause.
  std::vector<double> relative_hazards(std::string_view cause) const;
  bool has_births_or_deaths() const;
};

/// Residents of a zone by stratum: whole persons by largest remainder (ties: the first), so that
/// they sum to `residents`.
std::vector<std::int64_t> apportion(const Strata& strata, ZoneIndex zone, std::int64_t residents);

}  // namespace ravenstein
