// SPDX-License-Identifier: Apache-2.0
// How good counts are: how often, how late, how much revised, how much one source counts of what
// another does, where a series jumps, where series contradict each other.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "calibration/quality/count_rows.hpp"

namespace ravenstein::calibration {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

struct QualityRules {
  int fresh_days = 30;         ///< a count is worth something for so long; longer gaps are told
  double jump_factor = 1.5;    ///< a smaller change is no jump, however calm the series are
  double jump_deviations = 6;  ///< nor is one of fewer median absolute deviations (x 1.4826)
  double tolerance = 0.05;     ///< what sums and sources may differ by
  std::string reference;       ///< the source that others are measured against; empty: the first
};

/// The counts of a source in a zone. What cannot be told is NaN.
struct SeriesQuality {
  std::string zone, source;
  int counts = 0;  ///< days with a count; of several figures for a day the one reported last is it
  Date first{}, last{};
  double median_gap_days = kUnknown;
  int longest_gap_days = 0;
  int lag_days = 0;     ///< from the last count to the day the report is of
  double coverage = 0;  ///< share of days from the first to that day with a fresh count
  double median_delay_days = kUnknown, slow_delay_days = kUnknown;  ///< 50 and 90 % of reports
  int revised = 0;                             ///< counts with more than one figure
  double revision_bias = kUnknown;             ///< mean ln(last figure / first)
  double revision_sd = kUnknown;               ///< of the same
  int compared = 0;                            ///< days on which the reference counted, too
  double detection = kUnknown;                 ///< sum counted / sum the reference counted
  double bias = kUnknown, bias_sd = kUnknown;  ///< mean and sd of ln(counted / reference)
};

enum class FindingKind {
  gap,         ///< nobody counted for long
  lag,         ///< the last count is old
  jump,        ///< a change that is out of line
  spike,       ///< a jump that is taken back by the next count: a slip, probably
  parts,       ///< parts above the whole
  sources,     ///< two sources of one place and day differ
  unexplained  ///< a fall larger than those known to have left
};
std::string name_of(FindingKind kind);

struct Finding {
  FindingKind kind = FindingKind::gap;
  std::string zone;
  Date date{};
  std::string message;
  Place place{};
};

struct QualityReport {
  Date as_of{};
  std::vector<SeriesQuality> series;  ///< by zone, then source, in the order of the rows
  std::vector<Finding> findings;      ///< by zone and date
  double coverage = 0;                ///< mean over series
  int changes = 0;                    ///< between counts of all series: what jumps are judged by
};

/// A slip makes two changes that are out of line; among fewer changes than these they are half of
/// all, and the median cannot tell which are.
inline constexpr int kFewestChanges = 5;

/// `as_of`: the day the report is of; if it is not given, the day from which all is known. No rows:
/// no series.
QualityReport assess(const std::vector<CountRow>& rows, const QualityRules& rules,
                     std::optional<Date> as_of = {});

}  // namespace ravenstein::calibration
