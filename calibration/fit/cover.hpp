// SPDX-License-Identifier: Apache-2.0
// Predictive intervals of counts, and how many counts lie in them: the spread of runs with draws of
// the posterior and the error of counting together. An optimum has one run, so its intervals know
// the error of counting alone.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "calibration/observation/counts.hpp"
#include "io/calibration/calibration_file.hpp"
#include "io/projection/contents.hpp"

namespace ravenstein::calibration {

inline constexpr std::array<double, 2> kCoverLevels{0.8, 0.95};

/// A run of the model: the people it expects for each count, and how counts err in it.
struct PredictiveRun {
  std::vector<double> people;
  std::vector<CountSeries> series;
};

/// Of each level and count: from the largest number that at most (1 - level) / 2 lies below, to the
/// smallest that at most so much lies above, of the mean distribution of the runs. Ends are whole
/// numbers of persons. `go_on` is asked from any thread; false stops it (throws Interrupted).
struct PredictiveIntervals {
  std::vector<double> lower, upper;  ///< levels x counts
};
PredictiveIntervals predictive_intervals(std::span<const PredictiveRun> runs,
                                         std::span<const Count> counts,
                                         const std::function<bool()>& go_on = {});

/// Rows of scores of `fitted` for counts first..last - 1, all of them, whatever other forecasts
/// say: `cover 80 %` and `cover 95 %` with the 95 % intervals of these shares (Wilson 1927; counts
/// taken as independent, which those of one zone are not), and `cover counts`, how many these are.
/// A censored count lies within if the interval reaches below its limit.
std::vector<io::SkillRow> cover_rows(const PredictiveIntervals& intervals,
                                     std::span<const CountSeries> series,
                                     std::span<const Count> counts, std::size_t first,
                                     std::size_t last, const std::string& window);

std::vector<io::ResultTable> interval_tables(const PredictiveIntervals& intervals,
                                             std::size_t counts);

}  // namespace ravenstein::calibration
