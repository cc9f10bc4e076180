// SPDX-License-Identifier: Apache-2.0
#include "engine/world/monthly.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ravenstein {
namespace {

void hold(MonthlySeries& series, std::size_t zone) {
  for (int month = series.first_month + 1; month < series.end_month(); ++month) {
    double& value = series.at(month, zone);
    if (std::isnan(value)) value = series.at(month - 1, zone);
  }
}

void interpolate(MonthlySeries& series, std::size_t zone) {
  int known = series.first_month - 1;  // the last month with a value
  for (int month = series.first_month; month < series.end_month(); ++month) {
    const double to = series.at(month, zone);
    if (std::isnan(to)) continue;
    if (known >= series.first_month) {
      const double from = series.at(known, zone);
      for (int gap = known + 1; gap < month; ++gap) {
        series.at(gap, zone) = from + (to - from) * (gap - known) / (month - known);
      }
    }
    known = month;
  }
}

void fill_from_other_years(MonthlySeries& series, std::size_t zone) {
  for (int first = series.first_month;
       first < std::min(series.first_month + 12, series.end_month()); ++first) {
    double sum = 0;
    int known = 0;
    for (int month = first; month < series.end_month(); month += 12) {
      const double value = series.at(month, zone);
      if (std::isnan(value)) continue;
      sum += value;
      ++known;
    }
    if (known == 0) continue;
    for (int month = first; month < series.end_month(); month += 12) {
      double& value = series.at(month, zone);
      if (std::isnan(value)) value = sum / known;
    }
  }
}

/// `Baki 2010-03..2010-05 (3 months), 2012-01`; "" if nothing is missing.
std::string gaps_of_zone(const MonthlySeries& series, std::size_t zone, const std::string& name) {
  std::string text;
  for (int month = series.first_month; month < series.end_month(); ++month) {
    if (!std::isnan(series.at(month, zone))) continue;
    int end = month + 1;
    while (end < series.end_month() && std::isnan(series.at(end, zone))) ++end;
    text += text.empty() ? name + " " : ", ";
    text += end - month == 1 ? month_text(month)
                             : fmt::format("{}..{} ({} months)", month_text(month),
                                           month_text(end - 1), end - month);
    month = end;
  }
  return text;
}

std::string missing_text(const MonthlySeries& series, std::span<const std::string> zone_names) {
  constexpr int kShown = 10;
  std::string text;
  int zones = 0;
  for (std::size_t zone = 0; zone < series.zones; ++zone) {
    const std::string name =
        zone < zone_names.size() ? zone_names[zone] : fmt::format("zone {}", zone);
    const std::string gaps = gaps_of_zone(series, zone, name);
    if (gaps.empty()) continue;
    if (++zones <= kShown) text += (zones == 1 ? "missing: " : "; ") + gaps;
  }
  if (zones > kShown) text += fmt::format("; and {} more zones", zones - kShown);
  return text;
}

}  // namespace

std::optional<int> parse_month(std::string_view text) {
  const auto date = text.size() == 7 ? parse_date(std::string(text) + "-01") : std::nullopt;
  if (!date) return {};
  return month_number(*date);
}

std::string month_text(int month) {
  return fmt::format("{:04}-{:02}", year_of(month), month_of_year(month));
}

std::string fill_gaps(MonthlySeries& series, GapPolicy policy,
                      std::span<const std::string> zone_names) {
  for (std::size_t zone = 0; zone < series.zones; ++zone) {
    switch (policy) {
      case GapPolicy::error:
        break;
      case GapPolicy::hold:
        hold(series, zone);
        break;
      case GapPolicy::interpolate:
        interpolate(series, zone);
        break;
      case GapPolicy::climatology:
        fill_from_other_years(series, zone);
        break;
    }
  }
  return missing_text(series, zone_names);
}

}  // namespace ravenstein
