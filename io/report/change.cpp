// SPDX-License-Identifier: Apache-2.0
#include "io/report/change.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "engine/core/quantile.hpp"

namespace ravenstein::io {
namespace {

constexpr double kZ975 = 1.959963984540054;  ///< 0.975-quantile of the normal distribution

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Squared standard error of the mean; NaN for fewer than two.
double squared_error(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  if (n < 2) return kNotKnown;
  const double mean = mean_of(values);
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / (n - 1) / n;
}

}  // namespace

Change unpaired_change(std::span<const double> baseline, std::span<const double> scenario) {
  Change change;
  change.baseline = mean_of(baseline);
  change.scenario = mean_of(scenario);
  change.difference = change.scenario - change.baseline;
  change.chance = change.chance_unpaired =
      kZ975 * std::sqrt(squared_error(baseline) + squared_error(scenario));
  return change;
}

Change paired_change(std::span<const double> baseline, std::span<const double> scenario) {
  Change change = unpaired_change(baseline, scenario);
  std::vector<double> differences(baseline.size());
  std::ranges::transform(scenario, baseline, differences.begin(), std::minus<>());
  change.chance = kZ975 * std::sqrt(squared_error(differences));
  if (differences.size() < 2) return change;
  change.share_more =
      static_cast<double>(std::ranges::count_if(differences, [](double d) { return d > 0; })) /
      static_cast<double>(differences.size());
  std::sort(differences.begin(), differences.end());
  for (const double level : kChangeLevels) {
    change.quantile.push_back(quantile_of_sorted(differences, level));
  }
  return change;
}

double share_above(std::span<const double> members, double limit) {
  const auto above = std::ranges::count_if(members, [&](double value) { return value > limit; });
  return members.empty() ? kNotKnown
                         : static_cast<double>(above) / static_cast<double>(members.size());
}

std::vector<double> shares_of_least(std::span<const std::vector<double>> values) {
  std::vector<double> shares(values.size());
  const std::size_t members = values.empty() ? 0 : values.front().size();
  for (std::size_t m = 0; m < members; ++m) {
    double least = values[0][m];
    for (const auto& of_scenario : values) least = std::min(least, of_scenario[m]);
    const auto ties = std::ranges::count_if(values, [&](const auto& v) { return v[m] == least; });
    for (std::size_t s = 0; s < values.size(); ++s) {
      if (values[s][m] == least) shares[s] += 1.0 / static_cast<double>(ties);
    }
  }
  for (double& share : shares) share /= static_cast<double>(members);
  return shares;
}

}  // namespace ravenstein::io
