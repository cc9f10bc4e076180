// SPDX-License-Identifier: Apache-2.0
// Values per calendar month and zone (rain, prices, incidents, displacement), and what to do where
// some are missing.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar.hpp"

namespace ravenstein {

/// Months are counted since year 0: 12 * year + month - 1.
constexpr int month_number(int year, int month_of_year) { return 12 * year + month_of_year - 1; }
/// 1..12
constexpr int month_of_year(int month) { return month % 12 + 1; }
constexpr int year_of(int month) { return month / 12; }
/// Parses `YYYY-MM` (nothing else), years 0001..9999.
std::optional<int> parse_month(std::string_view text);
/// `YYYY-MM`
std::string month_text(int month);

/// One value per month and zone, month-major; NaN = missing.
struct MonthlySeries {
  int first_month = 0;
  int months = 0;
  std::size_t zones = 0;
  std::vector<double> value;

  MonthlySeries() = default;
  MonthlySeries(int first, int count, std::size_t zone_count,
                double fill = std::numeric_limits<double>::quiet_NaN())
      : first_month(first),
        months(count),
        zones(zone_count),
        value(static_cast<std::size_t>(count) * zone_count, fill) {}

  int end_month() const { return first_month + months; }
  bool contains(int month) const { return month >= first_month && month < end_month(); }
  std::size_t index(int month, std::size_t zone) const {
    return static_cast<std::size_t>(month - first_month) * zones + zone;
  }
  /// NaN outside the months.
  double at(int month, std::size_t zone) const {
    return contains(month) ? value[index(month, zone)] : std::numeric_limits<double>::quiet_NaN();
  }
  /// A month within.
  double& at(int month, std::size_t zone) { return value[index(month, zone)]; }
  std::span<const double> row(int month) const {
    return std::span(value).subspan(index(month, 0), zones);
  }
};

/// What stands in for a missing value of a zone. error: nothing may be missing. hold: the last
/// value before. interpolate: straight between the values around. climatology: the mean of the same
/// month in other years.
enum class GapPolicy { error, hold, interpolate, climatology };

/// Fills what the policy can fill and returns what is still missing, as a message that names zones
/// and months; "" if nothing is. `zone_names` may be empty: then zones are numbered.
std::string fill_gaps(MonthlySeries& series, GapPolicy policy,
                      std::span<const std::string> zone_names = {});

}  // namespace ravenstein
