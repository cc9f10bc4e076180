// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "calibration/scores/normal.hpp"

namespace ravenstein::calibration {

std::vector<double> sorted_sample(std::span<const double> sample) {
  std::vector<double> sorted(sample.begin(), sample.end());
  if (!std::is_sorted(sorted.begin(), sorted.end())) std::sort(sorted.begin(), sorted.end());
  return sorted;
}

std::vector<double> known_members(std::span<const double> sample) {
  std::vector<double> known;
  known.reserve(sample.size());
  for (const double x : sample) {
    if (!std::isnan(x)) known.push_back(x);
  }
  return known;
}

double sorted_quantile(std::span<const double> sorted, double p) {
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

double spread_coverage(std::span<const double> sample, double observed, double level) {
  double below = 0, not_above = 0;
  for (const double x : sample) {
    below += x < observed ? 1 : 0;
    not_above += x <= observed ? 1 : 0;
  }
  const auto n = static_cast<double>(sample.size());
  below /= n;
  not_above /= n;
  const double low = (1 - level) / 2;
  const double high = (1 + level) / 2;
  if (not_above == below) return low <= below && below <= high ? 1 : 0;
  const double inside = std::min(not_above, high) - std::max(below, low);
  return std::max(0.0, inside) / (not_above - below);
}

bool covered(std::span<const double> sample, double observed, double level) {
  const std::vector<double> sorted = sorted_sample(sample);
  return sorted_quantile(sorted, (1 - level) / 2) <= observed &&
         observed <= sorted_quantile(sorted, (1 + level) / 2);
}

Coverage coverage(std::int64_t inside, std::int64_t cases, double nominal, double confidence) {
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  if (cases <= 0) return {kUndefined, kUndefined, 0, 1};
  const auto n = static_cast<double>(cases);
  const double share = static_cast<double>(inside) / n;
  const double z = normal_quantile((1 + confidence) / 2);
  const double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half =
      z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return {share, share - nominal, std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace ravenstein::calibration
