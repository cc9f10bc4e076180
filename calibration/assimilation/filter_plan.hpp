// SPDX-License-Identifier: Apache-2.0
// How counts of people are assimilated into a running projection.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "engine/scenario.hpp"

namespace ravenstein::calibration {

enum class FilterMethod : std::uint8_t {
  etkf,             ///< ensemble transform Kalman filter (etkf.hpp)
  particle_filter,  ///< bootstrap particle filter (particle_filter.hpp)
};

/// What an update does with the number of all people away from home.
enum class FilterTotals : std::uint8_t {
  keep,    ///< people move between places, their number stays as it was
  follow,  ///< the number changes as counts say
};

/// A factor of which nothing is known but that it is near 1 and changes slowly: its logarithm is a
/// random walk.
struct SlowFactor {
  double sd = 0.5;               ///< of the logarithm, when the run begins; 0: no such factor
  double sd_per_30_days = 0.25;  ///< of its change in 30 days
};

struct FilterPlan {
  FilterMethod method = FilterMethod::etkf;
  int members = 100;
  double inflation = 1.02;     ///< etkf
  double relax = 0;            ///< etkf: share of lost spread that is given back
  double localisation_km = 0;  ///< etkf: beyond twice as far a count says nothing; 0: everywhere
  double outlier_sd = 4;       ///< counts farther off than so many sd are left out
  double error_share = 0.05;   ///< sd of a count's error: this share of it and
  double error_persons = 10;   ///< so many persons (root of the sum of squares)
  double detection = 1;        ///< persons counted of 1 who is there
  FilterTotals totals = FilterTotals::follow;
  SlowFactor hazard;
  SlowFactor pull{
      0, 0};  ///< off: in crises of the past it made forecasts worse (docs/assimilation.md)
  /// Random walk of the logarithm of the people in each place: what the model does not know.
  double people_sd_per_30_days = 0.5;
  double parameter_sd_per_30_days = 0;  ///< random walk of drawn parameters, in prior sd
};

/// People counted in a zone at the end of a day.
struct PeopleCount {
  ZoneIndex zone = 0;
  int day = 0;
  double persons = 0;
  double error_sd = std::numeric_limits<double>::quiet_NaN();  ///< NaN: as the plan says

  bool operator==(const PeopleCount&) const = default;
};

/// Counts that are compared with the people at the end of one step.
struct FilterUpdate {
  int steps = 0;  ///< done when they are compared
  std::vector<PeopleCount> counts;
};

/// Counts by the step in whose time they lie (by calendar month, if `by_month`), in order of time;
/// of several of a zone in one step the latest counts (of the same day: the one later in the list).
/// Counts outside the period are left out.
std::vector<FilterUpdate> filter_updates(const Period& period, std::span<const PeopleCount> counts,
                                         bool by_month);

}  // namespace ravenstein::calibration
