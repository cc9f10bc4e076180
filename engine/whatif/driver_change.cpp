// SPDX-License-Identifier: Apache-2.0
#include "engine/whatif/driver_change.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ravenstein {
namespace {

constexpr int kTrendMonths = 24;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

void grow(MonthlySeries& series, int first_month, int end_month) {
  const int first = std::min(series.first_month, first_month);
  const int end = std::max(series.end_month(), end_month);
  if (first == series.first_month && end == series.end_month()) return;
  MonthlySeries larger(first, end - first, series.zones);
  for (int month = series.first_month; month < series.end_month(); ++month) {
    for (std::size_t zone = 0; zone < series.zones; ++zone) {
      larger.at(month, zone) = series.at(month, zone);
    }
  }
  series = std::move(larger);
}

double last_before(const MonthlySeries& series, int before, std::size_t zone) {
  for (int month = before - 1; month >= series.first_month; --month) {
    if (!std::isnan(series.at(month, zone))) return series.at(month, zone);
  }
  return kUnknown;
}

double usual(const MonthlySeries& series, int before, int month, std::size_t zone) {
  double sum = 0;
  int known = 0;
  for (int m = month; m >= series.first_month; m -= 12) {
    if (m >= before || std::isnan(series.at(m, zone))) continue;
    sum += series.at(m, zone);
    ++known;
  }
  return known == 0 ? kUnknown : sum / known;
}

double on_trend(const MonthlySeries& series, int before, int month, std::size_t zone) {
  double n = 0, x_sum = 0, y_sum = 0, xx = 0, xy = 0;
  for (int m = std::max(series.first_month, before - kTrendMonths); m < before; ++m) {
    const double y = series.at(m, zone);
    if (std::isnan(y)) continue;
    const double x = m - before;
    n += 1;
    x_sum += x;
    y_sum += y;
    xx += x * x;
    xy += x * y;
  }
  const double spread = n * xx - x_sum * x_sum;
  if (!(spread > 0)) return kUnknown;
  const double slope = (n * xy - x_sum * y_sum) / spread;
  return (y_sum - slope * x_sum) / n + slope * (month - before);
}

double base_of(const MonthlySeries& before_change, const DriverChange& change, int first_month,
               int month, std::size_t zone, const MonthlySeries* replacement) {
  if (change.value) return *change.value;
  if (replacement != nullptr) return replacement->at(month, zone);
  switch (change.extrapolate) {
    case Extrapolation::none:
      return before_change.at(month, zone);
    case Extrapolation::hold:
      return last_before(before_change, first_month, zone);
    case Extrapolation::climatology:
      return usual(before_change, first_month, month, zone);
    case Extrapolation::trend:
      return on_trend(before_change, first_month, month, zone);
  }
  return kUnknown;
}

std::vector<ZoneIndex> zones_of(const DriverChange& change, std::size_t zones) {
  std::vector<ZoneIndex> all = change.zones;
  if (!all.empty()) return all;
  all.resize(zones);
  std::iota(all.begin(), all.end(), ZoneIndex{0});
  return all;
}

/// The values of all zones on all days, day-major.
std::vector<double> by_day(const ConditionTable& table, int days, std::size_t zones) {
  std::vector<double> values;
  ConditionCursor cursor(table, zones);
  for (int day = 0; day < days; ++day) {
    const std::span<const double> today = cursor.advance_to(day);
    values.insert(values.end(), today.begin(), today.end());
  }
  return values;
}

}  // namespace

std::string change_monthly(MonthlySeries& series, const DriverChange& change, int first_month,
                           int end_month, const MonthlySeries* replacement,
                           std::span<const std::string> zone_names) {
  const MonthlySeries before = series;
  const bool itself =
      !change.value && replacement == nullptr && change.extrapolate == Extrapolation::none;
  if (!itself) grow(series, first_month, end_month);
  for (const ZoneIndex zone : zones_of(change, series.zones)) {
    for (int month = first_month; month < end_month; ++month) {
      const double base = base_of(before, change, first_month, month, zone, replacement);
      if (std::isnan(base)) return zone_names[zone] + ' ' + month_text(month);
      series.at(month, zone) = change.scale * base + change.shift;
    }
  }
  return {};
}

void change_conditions(ConditionTable& table, const DriverChange& change, int first_day,
                       int end_day, int days, std::size_t zones,
                       const ConditionTable* replacement) {
  const std::vector<double> old = by_day(table, days, zones);
  const std::vector<double> base = replacement ? by_day(*replacement, days, zones) : old;
  std::vector<bool> changed(zones, false);
  for (const ZoneIndex zone : zones_of(change, zones)) changed[zone] = true;
  std::erase_if(table.changes, [&](const ConditionChange& entry) { return changed[entry.zone]; });
  for (std::size_t zone = 0; zone < zones; ++zone) {
    if (!changed[zone]) continue;
    double last = kUnknown;
    for (int day = 0; day < days; ++day) {
      const std::size_t cell = static_cast<std::size_t>(day) * zones + zone;
      const bool within = first_day <= day && day < end_day;
      const double value =
          within ? change.scale * change.value.value_or(base[cell]) + change.shift : old[cell];
      // A straight line is kept by an entry a day.
      if (value == last && table.between == Between::step) continue;
      table.changes.push_back({day, static_cast<ZoneIndex>(zone), value});
      last = value;
    }
  }
  std::sort(table.changes.begin(), table.changes.end(),
            [](const ConditionChange& a, const ConditionChange& b) {
              return a.day != b.day ? a.day < b.day : a.zone < b.zone;
            });
}

}  // namespace ravenstein
