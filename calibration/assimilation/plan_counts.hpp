// SPDX-License-Identifier: Apache-2.0
// The counts of an assimilation plan, as its filter compares them with a scenario.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "calibration/assimilation/plan_file.hpp"
#include "engine/observed.hpp"

namespace ravenstein::calibration {

struct PlanCounts {
  std::vector<PeopleCount> counts;
  int outside = 0;           ///< left out: they lie after the period
  int taken = 0;             ///< compared with the runs
  int corrected = 0;         ///< of those scaled by recounts
  int last_recount_day = 0;  ///< of those that scaled them
};

/// The observations of the scenario as they were counted, without its corrections; asked only if
/// they are needed.
using CountedSeries = std::function<std::vector<ObservedSeries>()>;

/// All counts of the tables, those reported later after the others (as far as they say; else in
/// their order), so that of two for a zone and day the last one counts; scaled by recounts as the
/// plan says, their errors with them. With `known_by` only those reported (or, if nothing is said,
/// counted) by that day, and of a table's recounts only those that were known by then. The plan is
/// settled. Problems: cells that cannot be read, zones that are not there, no count in the period,
/// a last count after which no day is left to project, corrections that meet no count.
PlanCounts read_people_counts(const AssimilationFile& file, io::InputFiles& files,
                              const Scenario& scenario, const CountedSeries& counted,
                              std::optional<Date> known_by, Problems& problems);

}  // namespace ravenstein::calibration
