// SPDX-License-Identifier: Apache-2.0
// A table of counts as it comes, with what it says of itself: zone, date, persons; may have
// reported (date on which the figure became known), source (who counted), part_of (the zone that
// this one is a part of) and left (persons known to have left since the count before).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/calendar.hpp"
#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"

namespace ravenstein::calibration {

struct CountRow {
  std::string zone, source, part_of;
  Date date{};
  std::optional<Date> reported{};
  double persons = 0;
  std::optional<double> left{};
  Place place{};  ///< where it stands
};

/// Rows without persons are missing values: left out. Problems (of kind data) for cells that cannot
/// be read and for figures reported before the day that was counted; other columns are left alone.
std::vector<CountRow> read_count_rows(const std::string& file, const std::string& bytes,
                                      Problems& problems);

/// The observations of a scenario, as it uses them (with its corrections).
std::vector<CountRow> count_rows(const Scenario& scenario);

}  // namespace ravenstein::calibration
