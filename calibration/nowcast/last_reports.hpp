// SPDX-License-Identifier: Apache-2.0
// What the camps reported last, and how long ago.
#pragma once

#include <span>
#include <vector>

#include "engine/observed.hpp"

namespace ravenstein::calibration {

/// The latest entry dated by `day` (of two on one day the one later in the file); nullptr if there
/// is none. Found by bisection in file order: where dates run back, as in one public case
/// (nigeria2016), that decides which entry counts as the latest, and reference values were made so.
const ObservedEntry* last_entry(const ObservedSeries& series, int day);

/// Per camp, as known on a day: persons of the last entry, and days since (all days since the start
/// of the period, if there is none).
struct LastReports {
  std::vector<double> persons;
  std::vector<double> age_days;
};

/// The last entries dated by `day - lead_days`; ages count to `day`.
LastReports last_reports(std::span<const ObservedSeries> camps, int day, int lead_days);

}  // namespace ravenstein::calibration
