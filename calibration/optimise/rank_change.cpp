// SPDX-License-Identifier: Apache-2.0
#include "calibration/optimise/rank_change.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ravenstein::calibration {
namespace {

constexpr double kAccepted = 0.2;  // theta

/// How many of 2 lambda values lie below, 1-based rank.
int rank_of(double value, const std::vector<double>& sorted) {
  return static_cast<int>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin()) +
         1;
}

/// The theta / 2 quantile of |1 - r|, |2 - r|, ..., |2 lambda - 1 - r|.
double limit(double rank, int count) {
  std::vector<double> distance;
  for (int k = 1; k < count; ++k) distance.push_back(std::abs(k - rank));
  std::sort(distance.begin(), distance.end());
  const double at = kAccepted / 2 * static_cast<double>(distance.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= distance.size()) return distance.back();
  return distance[below] +
         (at - static_cast<double>(below)) * (distance[below + 1] - distance[below]);
}

}  // namespace

double rank_change(std::span<const double> value, std::span<const double> again) {
  std::vector<double> all(value.begin(), value.end());
  all.insert(all.end(), again.begin(), again.end());
  all.insert(all.end(), value.begin() + static_cast<std::ptrdiff_t>(again.size()), value.end());
  std::sort(all.begin(), all.end());
  const auto count = static_cast<int>(all.size());
  double sum = 0;
  for (std::size_t i = 0; i < again.size(); ++i) {
    const int before = rank_of(value[i], all), after = rank_of(again[i], all);
    const int sign = (after > before) - (after < before);
    const double change = std::abs(after - before - sign);
    sum += 2 * change - limit(after - (after > before ? 1 : 0), count) -
           limit(before - (before > after ? 1 : 0), count);
  }
  return again.empty() ? 0 : sum / static_cast<double>(again.size());
}

}  // namespace ravenstein::calibration
