// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/pit.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "calibration/scores/coverage.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein::calibration {

PitRange pit_range(std::span<const double> sample, double observed) {
  const std::vector<double> members = known_members(sample);
  double below = 0, not_above = 0;
  for (const double x : members) {
    below += x < observed ? 1 : 0;
    not_above += x <= observed ? 1 : 0;
  }
  const auto n = static_cast<double>(members.size());
  return {below / n, not_above / n};
}

std::vector<double> pit_histogram(std::span<const PitRange> cases, int bins) {
  std::vector<double> height(static_cast<std::size_t>(bins));
  const auto share_up_to = [](const PitRange& range, double u) {
    if (u <= range.below) return 0.0;
    return u >= range.not_above ? 1.0 : (u - range.below) / (range.not_above - range.below);
  };
  for (const PitRange& range : cases) {
    // A range of no width on a border belongs to the bin above, at 1 to the last.
    double before = 0;
    for (int b = 0; b < bins; ++b) {
      const double up_to = b + 1 == bins ? 1 : share_up_to(range, (b + 1.0) / bins);
      height[static_cast<std::size_t>(b)] += up_to - before;
      before = up_to;
    }
  }
  for (double& h : height) h *= bins / static_cast<double>(cases.size());
  return height;
}

std::uint32_t rank_among(std::span<const double> members, double observed, Stream& tie) {
  if (std::isnan(observed)) throw std::invalid_argument("rank: the observation is missing");
  std::uint32_t below = 0, equal = 0;
  for (const double x : members) {
    below += x < observed ? 1 : 0;
    equal += x == observed ? 1 : 0;
  }
  return below + (equal == 0
                      ? 0
                      : static_cast<std::uint32_t>(uniform_below(tie, std::uint64_t{equal} + 1)));
}

std::vector<std::int64_t> rank_histogram(std::span<const std::uint32_t> ranks,
                                         std::uint32_t members) {
  std::vector<std::int64_t> counts(std::size_t{members} + 1);
  for (const std::uint32_t rank : ranks) ++counts.at(rank);
  return counts;
}

double uniformity_p_value(std::span<const std::int64_t> counts) {
  double total = 0;
  for (const std::int64_t count : counts) total += static_cast<double>(count);
  if (counts.size() < 2 || total == 0) return std::numeric_limits<double>::quiet_NaN();
  const double expected = total / static_cast<double>(counts.size());
  double chi_square = 0;
  for (const std::int64_t count : counts) {
    const double off = static_cast<double>(count) - expected;
    chi_square += off * off / expected;
  }
  return boost::math::gamma_q(static_cast<double>(counts.size() - 1) / 2, chi_square / 2);
}

}  // namespace ravenstein::calibration
