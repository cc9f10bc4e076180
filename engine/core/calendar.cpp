// SPDX-License-Identifier: Apache-2.0
#include "engine/core/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace ravenstein {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return {};
  return value;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return {};
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return {};
  return std::chrono::sys_days(date);
}

std::string to_string(Date date) {
  const std::chrono::year_month_day ymd(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

int month_number(Date date) {
  const std::chrono::year_month_day ymd(date);
  return 12 * static_cast<int>(ymd.year()) + static_cast<int>(static_cast<unsigned>(ymd.month())) -
         1;
}

Date first_of_month(int month_number) {
  const std::chrono::year_month_day january{std::chrono::year(0), std::chrono::January,
                                            std::chrono::day(1)};
  return std::chrono::sys_days(january + std::chrono::months(month_number));
}

int Period::step_of(int day) const {
  switch (interval) {
    case Interval::day:
      return day;
    case Interval::month:
      return month_number(date_of(day)) - month_number(start);
    case Interval::year:
      return month_number(date_of(day)) / 12 - month_number(start) / 12;
  }
  return day;
}

int Period::steps() const { return days > 0 ? step_of(days - 1) + 1 : 0; }

int Period::first_day(int step) const {
  if (interval == Interval::day) return std::min(step, days);
  if (step <= 0) return 0;
  const int month = interval == Interval::month ? month_number(start) + step
                                                : 12 * (month_number(start) / 12 + step);
  return std::min(day_of(first_of_month(month)), days);
}

}  // namespace ravenstein
