// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/interval_score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace ravenstein::calibration {
namespace {

constexpr int kWhole = 10000;
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr IntervalScore kNoScore{kUndefined, kUndefined, kUndefined, kUndefined};

void add(IntervalScore& sum, const IntervalScore& part, double weight) {
  sum.total += weight * part.total;
  sum.dispersion += weight * part.dispersion;
  sum.overprediction += weight * part.overprediction;
  sum.underprediction += weight * part.underprediction;
}

std::vector<ForecastQuantile> in_order(std::span<const ForecastQuantile> forecast) {
  std::vector<ForecastQuantile> sorted(forecast.begin(), forecast.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.level_bp < b.level_bp; });
  const std::size_t n = sorted.size();
  for (std::size_t i = 0; i < n; ++i) {
    const int level = sorted[i].level_bp;
    const std::string found = ", found " + std::to_string(level);
    if (level < 1 || level >= kWhole) {
      throw std::invalid_argument("quantile level: expected 1..9999 basis points" + found);
    }
    if (i > 0 && sorted[i - 1].level_bp == level) {
      throw std::invalid_argument("quantile level: expected each once, found twice: " +
                                  std::to_string(level));
    }
    if (sorted[n - 1 - i].level_bp != kWhole - level) {
      throw std::invalid_argument("quantile level: expected pairs p and 10000 - p" + found);
    }
  }
  return sorted;
}

}  // namespace

IntervalScore interval_score(double lower, double upper, double observed, double alpha) {
  if (std::isnan(lower) || std::isnan(upper) || std::isnan(observed)) return kNoScore;
  IntervalScore score;
  score.dispersion = upper - lower;
  score.overprediction = observed < lower ? 2 / alpha * (lower - observed) : 0;
  score.underprediction = observed > upper ? 2 / alpha * (observed - upper) : 0;
  score.total = score.dispersion + score.overprediction + score.underprediction;
  return score;
}

IntervalScore weighted_interval_score(std::span<const ForecastQuantile> forecast, double observed) {
  const std::vector<ForecastQuantile> quantile = in_order(forecast);
  if (std::isnan(observed)) return kNoScore;
  IntervalScore sum;
  double weight = 0;
  for (std::size_t i = 0; 2 * i < quantile.size(); ++i) {
    const ForecastQuantile& low = quantile[i];
    const ForecastQuantile& high = quantile[quantile.size() - 1 - i];
    if (std::isnan(low.value) || std::isnan(high.value)) continue;
    const double alpha = 2.0 * low.level_bp / kWhole;
    // The median is an interval of no width: half its interval score is |y - m|.
    const bool median = low.level_bp == high.level_bp;
    add(sum, interval_score(low.value, high.value, observed, alpha),
        (median ? 0.5 : 1) * alpha / 2);
    weight += median ? 0.5 : 1;
  }
  if (weight == 0) return kNoScore;
  IntervalScore mean;
  add(mean, sum, 1 / weight);
  return mean;
}

}  // namespace ravenstein::calibration
