// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/cover.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "calibration/scores/coverage.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kMostPersons = 1e11;

/// P(count <= persons), all runs alike.
double share_up_to(std::span<const PredictiveRun> runs, const Count& count, std::size_t c,
                   double persons) {
  double sum = 0;
  for (const PredictiveRun& run : runs) {
    sum += probability_up_to(run.series[count.series].error, run.people[c], persons);
  }
  return sum / static_cast<double>(runs.size());
}

/// The smallest whole number that at least `share` does not lie above.
double quantile(std::span<const PredictiveRun> runs, const Count& count, std::size_t c,
                double share) {
  double below = -1, above = 1;  // share_up_to(below) < share <= share_up_to(above)
  while (above < kMostPersons && share_up_to(runs, count, c, above) < share) {
    below = above;
    above *= 2;
  }
  while (above - below > 1) {
    const double middle = std::floor((below + above) / 2);
    (share_up_to(runs, count, c, middle) < share ? below : above) = middle;
  }
  return above;
}

bool lies_within(const PredictiveIntervals& intervals, std::size_t at, double persons) {
  return persons >= intervals.lower[at] && persons <= intervals.upper[at];
}

}  // namespace

PredictiveIntervals predictive_intervals(std::span<const PredictiveRun> runs,
                                         std::span<const Count> counts) {
  PredictiveIntervals intervals;
  if (runs.empty()) return intervals;
  intervals.lower.resize(kCoverLevels.size() * counts.size());
  intervals.upper.resize(intervals.lower.size());
  tbb::parallel_for(std::size_t{0}, intervals.lower.size(), [&](std::size_t i) {
    const std::size_t c = i % counts.size();
    const double tail = (1 - kCoverLevels[i / counts.size()]) / 2;
    intervals.lower[i] = quantile(runs, counts[c], c, tail);
    intervals.upper[i] = quantile(runs, counts[c], c, 1 - tail);
  });
  return intervals;
}

std::vector<io::SkillRow> cover_rows(const PredictiveIntervals& intervals,
                                     std::span<const Count> counts, std::size_t first,
                                     std::size_t last, const std::string& window) {
  std::vector<io::SkillRow> rows;
  if (intervals.lower.empty() || first == last) return rows;
  for (std::size_t level = 0; level < kCoverLevels.size(); ++level) {
    std::int64_t inside = 0;
    for (std::size_t c = first; c < last; ++c) {
      inside += lies_within(intervals, level * counts.size() + c, counts[c].persons) ? 1 : 0;
    }
    const Coverage found =
        coverage(inside, static_cast<std::int64_t>(last - first), kCoverLevels[level]);
    const std::string name = fmt::format("cover {:.0f} %", 100 * kCoverLevels[level]);
    const auto row = [&](const std::string& measure, double value) {
      rows.push_back(
          {"fitted", measure, window, io::kAllZones, value, false, "the counts of the fit window"});
    };
    row(name, found.share);
    row(name + " lower", found.lower);
    row(name + " upper", found.upper);
  }
  return rows;
}

std::vector<io::ResultTable> interval_tables(const PredictiveIntervals& intervals,
                                             std::size_t counts) {
  std::vector<io::ResultTable> tables;
  if (intervals.lower.empty()) return tables;
  const std::vector<io::ResultTable::Axis> axes{{"level", kCoverLevels.size()}, {"count", counts}};
  tables.push_back({"count_predicted_level",
                    "share of counts that a predictive interval should hold",
                    {{"level", kCoverLevels.size()}},
                    {kCoverLevels.begin(), kCoverLevels.end()}});
  tables.push_back({"count_predicted_lower",
                    "lower end of the central predictive interval: runs and error of counting",
                    axes, intervals.lower});
  tables.push_back({"count_predicted_upper", "upper end of it", axes, intervals.upper});
  return tables;
}

}  // namespace ravenstein::calibration
