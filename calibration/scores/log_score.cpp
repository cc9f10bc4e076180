// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/log_score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "calibration/scores/coverage.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

struct Moments {
  double mean = 0;
  double sd = 0;
};

Moments moments(std::span<const double> sample) {
  const auto n = static_cast<double>(sample.size());
  double mean = 0, squares = 0;
  for (const double x : sample) mean += x / n;
  for (const double x : sample) squares += (x - mean) * (x - mean);
  return {mean, std::sqrt(squares / (n - 1))};
}

}  // namespace

double log_score_normal(double mean, double sd, double observed) {
  const double z = (observed - mean) / sd;
  return -z * z / 2 - std::log(sd) - 0.5 * std::log(2 * std::numbers::pi);
}

double log_score_poisson(double mean, std::int64_t observed) {
  if (observed < 0) return -std::numeric_limits<double>::infinity();
  const auto y = static_cast<double>(observed);
  return (observed == 0 ? 0 : y * std::log(mean)) - mean - std::lgamma(y + 1);
}

double log_score_negative_binomial(double mean, double size, std::int64_t observed) {
  if (observed < 0) return -std::numeric_limits<double>::infinity();
  const auto y = static_cast<double>(observed);
  const double successes = observed == 0 ? 0 : y * std::log(mean / (size + mean));
  return std::lgamma(y + size) - std::lgamma(size) - std::lgamma(y + 1) -
         size * std::log1p(mean / size) + successes;
}

double log_score_kernel(std::span<const double> sample, double observed) {
  const std::vector<double> sorted = sorted_sample(known_members(sample));
  if (sorted.size() < 2 || std::isnan(observed)) return kUndefined;
  const auto n = static_cast<double>(sorted.size());
  const double iqr = sorted_quantile(sorted, 0.75) - sorted_quantile(sorted, 0.25);
  const double sd = moments(sorted).sd;
  const double bandwidth = 1.06 * (iqr > 0 ? std::min(sd, iqr / 1.34) : sd) * std::pow(n, -0.2);
  if (!(bandwidth > 0)) return kUndefined;
  double largest = -std::numeric_limits<double>::infinity(), sum = 0;
  for (const double x : sorted) {
    largest = std::max(largest, log_score_normal(x, bandwidth, observed));
  }
  for (const double x : sorted) sum += std::exp(log_score_normal(x, bandwidth, observed) - largest);
  return largest + std::log(sum / n);
}

double dawid_sebastiani(double mean, double sd, double observed) {
  const double z = (observed - mean) / sd;
  return z * z + 2 * std::log(sd);
}

double dawid_sebastiani(std::span<const double> sample, double observed) {
  const std::vector<double> known = known_members(sample);
  if (known.size() < 2) return kUndefined;
  const Moments m = moments(known);
  return m.sd > 0 ? dawid_sebastiani(m.mean, m.sd, observed) : kUndefined;
}

}  // namespace ravenstein::calibration
