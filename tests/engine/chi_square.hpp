// SPDX-License-Identifier: Apache-2.0
// Chi-square tests of whole-number draws against a probability mass function.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace ravenstein::testing {

/// Masses of first, first + 1, ...
struct Pmf {
  std::int64_t first = 0;
  std::vector<double> mass;
};

/// The masses within `reach` of the mode, from f(k+1) / f(k), normalised by their sum: no gamma
/// function, so independent of the samplers.
template <class Ratio>
Pmf pmf_by_recurrence(std::int64_t lowest, std::int64_t highest, std::int64_t mode,
                      std::int64_t reach, Ratio next_over_this) {
  const std::int64_t first = std::max(lowest, mode - reach);
  const std::int64_t last = std::min(highest, mode + reach);
  std::vector<long double> mass(static_cast<std::size_t>(last - first + 1), 0.0L);
  mass[mode - first] = 1;
  for (std::int64_t k = mode; k < last; ++k) {
    mass[k + 1 - first] = mass[k - first] * next_over_this(k);
  }
  for (std::int64_t k = mode; k > first; --k) {
    mass[k - 1 - first] = mass[k - first] / next_over_this(k - 1);
  }
  long double sum = 0;
  for (const long double m : mass) sum += m;
  Pmf pmf{first, {}};
  for (const long double m : mass) pmf.mass.push_back(static_cast<double>(m / sum));
  return pmf;
}

/// The value a chi-square variable exceeds with probability about 1e-6 (Wilson and Hilferty 1931).
inline double chi_square_limit(int degrees_of_freedom) {
  const double z = 4.7534;  // the standard normal exceeds this with probability 1e-6
  const double h = 2.0 / (9.0 * degrees_of_freedom);
  return degrees_of_freedom * std::pow(1 - h + z * std::sqrt(h), 3);
}

struct ChiSquare {
  double statistic = 0;
  int degrees_of_freedom = 0;
  bool plausible() const {
    return degrees_of_freedom > 0 && statistic < chi_square_limit(degrees_of_freedom);
  }
};

/// Neighbouring values are pooled into cells of at least 2 % of the mass. A value outside the pmf
/// makes the statistic infinite.
inline ChiSquare chi_square(const Pmf& pmf, const std::vector<std::int64_t>& draws) {
  std::vector<double> seen(pmf.mass.size(), 0.0);
  for (const std::int64_t k : draws) {
    const std::int64_t at = k - pmf.first;
    if (at < 0 || at >= static_cast<std::int64_t>(seen.size())) return {INFINITY, 1};
    ++seen[at];
  }
  std::vector<double> expected{0.0};
  std::vector<double> observed{0.0};
  double mass_left = 1;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    expected.back() += pmf.mass[i];
    observed.back() += seen[i];
    mass_left -= pmf.mass[i];
    if (expected.back() >= 0.02 && mass_left >= 0.02) {
      expected.push_back(0);
      observed.push_back(0);
    }
  }
  ChiSquare result{0, static_cast<int>(expected.size()) - 1};
  const auto n = static_cast<double>(draws.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double difference = observed[i] - n * expected[i];
    result.statistic += difference * difference / (n * expected[i]);
  }
  return result;
}

}  // namespace ravenstein::testing
