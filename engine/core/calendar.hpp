// SPDX-License-Identifier: Apache-2.0
// Dates and the simulated period. Day 0 is the first day of the period.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ravenstein {

using Date = std::chrono::sys_days;

/// Parses `YYYY-MM-DD` (nothing else); empty if it is not a date of the Gregorian calendar.
std::optional<Date> parse_date(std::string_view text);
/// `YYYY-MM-DD`
std::string to_string(Date date);

struct Period {
  Date start{};
  int days = 0;

  Date date_of(int day) const { return start + std::chrono::days(day); }
  int day_of(Date date) const { return static_cast<int>((date - start).count()); }
  bool contains(int day) const { return day >= 0 && day < days; }
};

}  // namespace ravenstein
