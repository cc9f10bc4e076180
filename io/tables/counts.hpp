// SPDX-License-Identifier: Apache-2.0
// Counts of people as they come in, week by week: zone, date (or day), persons; may have
// error_persons (standard deviation of the count's error) and reported (the date on which the
// figure became known).
#pragma once

#include <optional>
#include <vector>

#include "io/tables/days.hpp"
#include "io/tables/table.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::io {

struct ReportedCount {
  ZoneIndex zone = 0;
  int day = 0;
  int reported_day = 0;  ///< the day itself, if the table does not say
  double persons = 0;
  std::optional<double> error_persons{};
};

/// In the order of the file; rows without persons are missing values, left out. A count that was
/// reported before its day is a problem.
std::vector<ReportedCount> read_counts(Table& table, const ZoneCodes& codes, const Days& days);

}  // namespace ravenstein::io
