// SPDX-License-Identifier: Apache-2.0
// What each driver explains, in full and for the public.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "io/report/public_parts.hpp"
#include "models/disclosure/parts.hpp"

namespace ravenstein::io {
namespace {

/// Every number that the page tells of a driver, and what each leaves of all moves.
bool tells_few(const AttributionRow& row, const AttributionRow& total, double alone, double without,
               double smallest) {
  const double numbers[] = {row.mean,
                            row.low,
                            row.median,
                            row.high,
                            alone,
                            without,
                            total.mean - row.mean,
                            total.low - row.low,
                            total.median - row.median,
                            total.high - row.high,
                            total.mean - alone,
                            total.mean - without};
  return std::ranges::any_of(
      numbers, [&](double moves) { return !models::may_be_shown(std::abs(moves), smallest); });
}

/// All drivers together.
AttributionRow total_of(const AttributionRecord& record) {
  std::vector<double> sums(static_cast<std::size_t>(record.members));
  for (std::size_t n = 0; n < record.moves.size(); ++n) sums[n % sums.size()] += record.moves[n];
  return summarise_members(sums);
}

/// Sizes of the parts of all moves: the drivers, 0 where one tells of few, and moves without any.
std::vector<double> parts_of(const AttributionRecord& record, double smallest) {
  const AttributionRow total = total_of(record);
  std::vector<double> parts;
  for (std::size_t d = 0; d < record.drivers.size(); ++d) {
    parts.push_back(std::abs(summarise_members(members_of(record, d)).mean));
  }
  parts.push_back(record.all_off.empty() ? 0 : summarise_members(record.all_off).mean);
  for (std::size_t d = 0; d < record.drivers.size(); ++d) {
    const AttributionRow row = summarise_members(members_of(record, d));
    // Less than anything that may be shown, and more than none.
    if (tells_few(row, total, record.alone[d], record.without[d], smallest)) {
      parts[d] = std::min(std::max(parts[d], 1.0), smallest / 2);
    }
  }
  return parts;
}

/// False for all where the records have other drivers: what they tell together is not looked into.
std::vector<bool> shown_drivers(const PublicSource& from) {
  const double smallest = from.tables.settings.smallest();
  const std::vector<std::string>& drivers = from.source.attribution->drivers;
  std::vector<std::vector<double>> all;
  for (const ReportSource& source : from.all) {
    if (!source.attribution) continue;
    if (source.attribution->drivers != drivers) return std::vector<bool>(drivers.size(), false);
    all.push_back(parts_of(*source.attribution, smallest));
  }
  std::ranges::sort(all);  // whichever is named first, the same are hidden
  return models::shown_parts(all, smallest);
}

}  // namespace

ReportAttribution report_attribution(const AttributionRecord& record) {
  ReportAttribution result{.method = record.method,
                           .members = record.members,
                           .drivers = record.drivers,
                           .moves = {},
                           .alone = record.alone,
                           .without = record.without,
                           .zones = record.zones,
                           .departures = record.departures,
                           .over_time = record.over_time};
  for (std::size_t d = 0; d < record.drivers.size(); ++d) {
    result.moves.push_back(summarise_members(members_of(record, d)));
  }
  return result;
}

ReportAttribution public_attribution(const PublicSource& from) {
  ReportAttribution result = report_attribution(*from.source.attribution);
  result.zones.clear();
  result.departures.clear();
  result.over_time.clear();  // of few people in some row
  const std::vector<bool> shown = shown_drivers(from);
  for (std::size_t d = 0; d < result.drivers.size(); ++d) {
    AttributionRow& row = result.moves[d];
    for (double* moves :
         {&row.mean, &row.low, &row.median, &row.high, &result.alone[d], &result.without[d]}) {
      *moves = shown[d] ? std::copysign(from.rounded(std::abs(*moves)), *moves) : kNotShown;
    }
    row.standard_error = kNotShown;
  }
  return result;
}

}  // namespace ravenstein::io
