// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/naive_series.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace ravenstein::calibration {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Index of the last known value at or before `from`, going back by `step`; -1 if there is none.
int last_known(std::span<const double> past, int from, int step = 1) {
  int t = from;
  while (t >= 0 && std::isnan(past[static_cast<std::size_t>(t)])) t -= step;
  return t < 0 ? -1 : t;
}

double value_at(std::span<const double> past, int t) {
  return t < 0 ? kUndefined : past[static_cast<std::size_t>(t)];
}

bool complete(std::span<const double> row) {
  for (const double x : row) {
    if (std::isnan(x)) return false;
  }
  return true;
}

std::vector<double> shared_out(std::span<const double> weight, std::span<const double> totals) {
  double sum = 0;
  for (const double w : weight) sum += w;
  std::vector<double> result;
  for (const double total : totals) {
    for (const double w : weight) result.push_back(sum > 0 ? total * w / sum : kUndefined);
  }
  return result;
}

std::size_t times(std::span<const double> past, std::size_t places) {
  if (places == 0 || past.size() % places != 0) {
    throw std::invalid_argument("shares: expected times x places");
  }
  return past.size() / places;
}

/// Mean of |a - b| over pairs that are known.
class MeanError {
 public:
  void add(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return;
    sum_ += std::abs(a - b);
    ++count_;
  }
  double mean() const { return count_ > 0 ? sum_ / count_ : kUndefined; }

 private:
  double sum_ = 0;
  int count_ = 0;
};

}  // namespace

std::vector<double> persistence(std::span<const double> past, int steps) {
  const int last = last_known(past, static_cast<int>(past.size()) - 1);
  return std::vector<double>(static_cast<std::size_t>(steps), value_at(past, last));
}

std::vector<double> drift(std::span<const double> past, int steps) {
  const int end = static_cast<int>(past.size());
  const int last = last_known(past, end - 1);
  int first = 0;
  while (first < last && std::isnan(past[static_cast<std::size_t>(first)])) ++first;
  const double slope =
      first < last ? (value_at(past, last) - value_at(past, first)) / (last - first) : kUndefined;
  std::vector<double> result;
  for (int h = 0; h < steps; ++h) result.push_back(value_at(past, last) + slope * (end + h - last));
  return result;
}

std::vector<double> seasonal(std::span<const double> past, int period, int steps) {
  if (period < 1) throw std::invalid_argument("seasonal: expected a period >= 1");
  const int end = static_cast<int>(past.size());
  std::vector<double> result;
  for (int h = 0; h < steps; ++h) {
    int t = end + h;
    while (t >= end) t -= period;
    result.push_back(value_at(past, t < 0 ? -1 : last_known(past, t, period)));
  }
  return result;
}

std::vector<double> frozen_shares(std::span<const double> past, std::span<const double> totals,
                                  std::size_t places) {
  for (std::size_t t = times(past, places); t-- > 0;) {
    const std::span<const double> row = past.subspan(t * places, places);
    if (complete(row)) return shared_out(row, totals);
  }
  return std::vector<double>(totals.size() * places, kUndefined);
}

std::vector<double> historical_shares(std::span<const double> past, std::span<const double> totals,
                                      std::size_t places) {
  std::vector<double> sum(places);
  for (std::size_t t = 0; t < times(past, places); ++t) {
    const std::span<const double> row = past.subspan(t * places, places);
    if (!complete(row)) continue;
    for (std::size_t x = 0; x < places; ++x) sum[x] += row[x];
  }
  return shared_out(sum, totals);
}

double skill_score(double score, double reference) {
  return reference == 0 ? kUndefined : 1 - score / reference;
}

double mase_hk(std::span<const double> past, std::span<const double> observed,
               std::span<const double> forecast, int season) {
  if (season < 1 || observed.size() != forecast.size()) {
    throw std::invalid_argument("mase_hk: expected a season >= 1 and series of equal length");
  }
  MeanError error, naive;
  for (std::size_t t = 0; t < observed.size(); ++t) error.add(observed[t], forecast[t]);
  const auto lag = static_cast<std::size_t>(season);
  for (std::size_t t = lag; t < past.size(); ++t) naive.add(past[t], past[t - lag]);
  return naive.mean() > 0 ? error.mean() / naive.mean() : kUndefined;
}

}  // namespace ravenstein::calibration
