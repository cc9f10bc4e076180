// SPDX-License-Identifier: Apache-2.0
#include "calibration/nowcast/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "calibration/scores/interval_score.hpp"

namespace ravenstein::calibration {
namespace {

double scale(const NowcastDay& day, std::size_t camp, double floor) {
  return std::abs(day.residual) * day.share[camp] + floor * day.total;
}

/// A relative miss and its weight.
using Miss = std::pair<double, double>;

std::vector<Miss> sorted_misses(std::span<const NowcastCase> cases, double floor) {
  std::vector<Miss> misses;
  for (const NowcastCase& one : cases) {
    const double weight = 1 / std::max(1.0, static_cast<double>(one.observed.size()));
    std::size_t at = 0;
    for (const NowcastDay& day : one.days) {
      for (std::size_t x = 0; x < day.persons.size(); ++x, ++at) {
        if (!(day.total > 0)) continue;
        const double off = std::abs(one.observed[at] - day.persons[x]);
        misses.emplace_back(off / scale(day, x, floor), weight);
      }
    }
  }
  std::sort(misses.begin(), misses.end());
  return misses;
}

/// The smallest value with at least `level` of the weight at or below it.
double weighted_quantile(std::span<const Miss> sorted, double level) {
  double total = 0;
  for (const Miss& miss : sorted) total += miss.second;
  double sum = 0;
  for (const Miss& miss : sorted) {
    sum += miss.second;
    if (sum >= level * total) return miss.first;
  }
  return sorted.back().first;
}

}  // namespace

CampInterval camp_interval(const NowcastDay& day, std::size_t camp, const IntervalFit& fit,
                           std::size_t level) {
  const double reach = fit.radius[level] * scale(day, camp, fit.floor);
  const double centre = day.persons[camp];
  return {std::max(0.0, centre - reach), std::max(centre, std::min(day.total, centre + reach))};
}

IntervalRecord score_intervals(const NowcastCase& one, const IntervalFit& fit) {
  IntervalRecord sum;
  const auto cells = static_cast<double>(one.observed.size());
  std::size_t at = 0;
  for (const NowcastDay& day : one.days) {
    for (std::size_t x = 0; x < day.persons.size(); ++x, ++at) {
      const double d = one.observed[at];
      const double people = std::max(1.0, day.total);
      for (std::size_t k = 0; k < kIntervalLevels.size(); ++k) {
        const auto [lower, upper] = camp_interval(day, x, fit, k);
        sum.coverage[k] += (d >= lower && d <= upper ? 1 : 0) / cells;
        sum.width[k] += (upper - lower) / people / cells;
        sum.score[k] +=
            interval_score(lower, upper, d, 1 - kIntervalLevels[k]).total / people / cells;
      }
    }
  }
  return sum;
}

IntervalRecord mean_of(std::span<const IntervalRecord> records) {
  IntervalRecord mean;
  const auto count = static_cast<double>(records.size());
  for (const IntervalRecord& one : records) {
    for (std::size_t k = 0; k < kIntervalLevels.size(); ++k) {
      mean.coverage[k] += one.coverage[k] / count;
      mean.width[k] += one.width[k] / count;
      mean.score[k] += one.score[k] / count;
    }
  }
  return mean;
}

IntervalFit fit_intervals(std::span<const NowcastCase> cases) {
  IntervalFit best;
  double least = std::numeric_limits<double>::infinity();
  for (const double floor : kIntervalFloors) {
    const std::vector<Miss> misses = sorted_misses(cases, floor);
    if (misses.empty()) throw std::invalid_argument("intervals: expected days with people");
    IntervalFit fit{floor, {}};
    for (std::size_t k = 0; k < kIntervalLevels.size(); ++k) {
      fit.radius[k] = weighted_quantile(misses, kIntervalLevels[k]);
    }
    std::vector<IntervalRecord> records;
    for (const NowcastCase& one : cases) {
      if (!one.days.empty()) records.push_back(score_intervals(one, fit));
    }
    const IntervalRecord mean = mean_of(records);
    if (mean.score[1] + mean.score[2] >= least) continue;
    least = mean.score[1] + mean.score[2];
    best = fit;
  }
  return best;
}

std::vector<IntervalRecord> leave_one_case_out(std::span<const NowcastCase> cases) {
  std::vector<IntervalRecord> records;
  for (std::size_t left = 0; left < cases.size(); ++left) {
    std::vector<NowcastCase> others;
    for (std::size_t c = 0; c < cases.size(); ++c) {
      if (c != left) others.push_back(cases[c]);
    }
    records.push_back(score_intervals(cases[left], fit_intervals(others)));
  }
  return records;
}

}  // namespace ravenstein::calibration
