// SPDX-License-Identifier: Apache-2.0
// Dates, the simulated period and its steps. Day 0 is the first day of the period.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ravenstein {

using Date = std::chrono::sys_days;

/// Parses `YYYY-MM-DD` (nothing else); empty if it is not a date of the Gregorian calendar.
std::optional<Date> parse_date(std::string_view text);
/// `YYYY-MM-DD`
std::string to_string(Date date);

/// Calendar months counted from year 0: 12 year + month - 1.
int month_number(Date date);
/// First day of a month so counted.
Date first_of_month(int month_number);

/// How long a step of the simulation, or an interval of the record, is.
enum class Interval : std::uint8_t { day, month, year };
inline constexpr std::array<std::string_view, 3> kIntervalNames = {"day", "month", "year"};
inline std::string_view name_of(Interval interval) {
  return kIntervalNames[static_cast<std::size_t>(interval)];
}

/// The days simulated, in steps. Months and years are those of the calendar: the first and the last
/// may be cut.
struct Period {
  Date start{};
  int days = 0;
  Interval interval = Interval::day;

  Date date_of(int day) const { return start + std::chrono::days(day); }
  int day_of(Date date) const { return static_cast<int>((date - start).count()); }
  bool contains(int day) const { return day >= 0 && day < days; }

  int steps() const;
  /// The step a day belongs to; days outside the period count on in both directions.
  int step_of(int day) const;
  /// First day of a step; of step `steps()`: `days`.
  int first_day(int step) const;
  int days_in(int step) const { return first_day(step + 1) - first_day(step); }
};

}  // namespace ravenstein
