// SPDX-License-Identifier: Apache-2.0
// How counts of people are assimilated into a running projection.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "engine/scenario.hpp"
#include "io/yaml/assimilation_form.hpp"

namespace ravenstein::calibration {

using io::FilterMethod;
using io::FilterPlan;
using io::FilterTotals;
using io::SlowFactor;

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
/// Counts outside the period are left out; with `earlier_too` those before it are taken to the
/// first step, if their zone has no other there.
std::vector<FilterUpdate> filter_updates(const Period& period, std::span<const PeopleCount> counts,
                                         bool by_month, bool earlier_too = false);

}  // namespace ravenstein::calibration
