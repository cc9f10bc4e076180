// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/cover.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "calibration/scores/coverage.hpp"
#include "engine/simulation.hpp"

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

/// Whole numbers with share_up_to(below) < share <= share_up_to(above).
struct Bracket {
  double below = -1, above = 1;
  double short_of = 0, beyond = 0;  ///< by how much, both >= 0
};

/// From the smallest to the largest mean of the runs, and outwards as far as it takes.
Bracket bracket(std::span<const PredictiveRun> runs, const Count& count, std::size_t c,
                double share) {
  double least = kMostPersons, most = 0;
  for (const PredictiveRun& run : runs) {
    const double mean = run.people[c] * run.series[count.series].error.detection_rate;
    least = std::min(least, mean);
    most = std::max(most, mean);
  }
  Bracket found;
  found.below = std::floor(least);
  found.above = std::max(std::ceil(most), found.below + 1);
  const auto off = [&](double persons) {
    return persons < 0 ? -share : share_up_to(runs, count, c, persons) - share;
  };
  double below = off(found.below), above = off(found.above), step = found.above - found.below;
  for (; below >= 0; step *= 2) {
    found.above = found.below;
    above = below;
    found.below = std::max(-1.0, found.below - step);
    below = off(found.below);
  }
  for (; above < 0 && found.above < kMostPersons; step *= 2) {
    found.below = found.above;
    below = above;
    found.above += step;
    above = off(found.above);
  }
  found.short_of = -below;
  found.beyond = above;
  return found;
}

/// The smallest whole number that at least `share` does not lie above: by false position (Illinois:
/// an end that stays counts half), and halved at every third step.
double quantile(std::span<const PredictiveRun> runs, const Count& count, std::size_t c,
                double share) {
  Bracket in = bracket(runs, count, c, share);
  int last = 0;
  for (int step = 1; in.above - in.below > 1; ++step) {
    const double part = step % 3 == 0 ? 0.5 : in.short_of / (in.short_of + in.beyond);
    const double guess =
        std::clamp(std::floor(in.below + part * (in.above - in.below)), in.below + 1, in.above - 1);
    const double off = share_up_to(runs, count, c, guess) - share;
    if (off < 0) {
      in.below = guess;
      in.short_of = -off;
      if (last < 0) in.beyond /= 2;
      last = -1;
    } else {
      in.above = guess;
      in.beyond = off;
      if (last > 0) in.short_of /= 2;
      last = 1;
    }
  }
  return in.above;
}

/// Of a count that is censored no more is known than that it lies below the limit.
bool lies_within(const PredictiveIntervals& intervals, std::size_t at, const Count& count,
                 double censored_below) {
  if (count.persons < censored_below) return intervals.lower[at] < censored_below;
  return count.persons >= intervals.lower[at] && count.persons <= intervals.upper[at];
}

}  // namespace

PredictiveIntervals predictive_intervals(std::span<const PredictiveRun> runs,
                                         std::span<const Count> counts,
                                         const std::function<bool()>& go_on) {
  PredictiveIntervals intervals;
  if (runs.empty()) return intervals;
  intervals.lower.resize(kCoverLevels.size() * counts.size());
  intervals.upper.resize(intervals.lower.size());
  tbb::parallel_for(std::size_t{0}, intervals.lower.size(), [&](std::size_t i) {
    if (go_on && !go_on()) throw Interrupted();
    const std::size_t c = i % counts.size();
    const double tail = (1 - kCoverLevels[i / counts.size()]) / 2;
    intervals.lower[i] = quantile(runs, counts[c], c, tail);
    intervals.upper[i] = quantile(runs, counts[c], c, 1 - tail);
  });
  return intervals;
}

std::vector<io::SkillRow> cover_rows(const PredictiveIntervals& intervals,
                                     std::span<const CountSeries> series,
                                     std::span<const Count> counts, std::size_t first,
                                     std::size_t last, const std::string& window) {
  std::vector<io::SkillRow> rows;
  if (intervals.lower.empty() || first == last) return rows;
  const auto row = [&](const std::string& measure, double value) {
    rows.push_back(
        {"fitted", measure, window, io::kAllZones, value, false, "the counts of the fit window"});
  };
  for (std::size_t level = 0; level < kCoverLevels.size(); ++level) {
    std::int64_t inside = 0;
    for (std::size_t c = first; c < last; ++c) {
      const double limit = series[counts[c].series].error.censored_below;
      inside += lies_within(intervals, level * counts.size() + c, counts[c], limit) ? 1 : 0;
    }
    const Coverage found =
        coverage(inside, static_cast<std::int64_t>(last - first), kCoverLevels[level]);
    const std::string name = fmt::format("cover {:.0f} %", 100 * kCoverLevels[level]);
    row(name, found.share);
    row(name + " lower", found.lower);
    row(name + " upper", found.upper);
  }
  row("cover counts", static_cast<double>(last - first));
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
