// SPDX-License-Identifier: Apache-2.0
// Where observations fall within their forecasts: uniform if the forecasts are honest.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/random/philox.hpp"

namespace ravenstein::calibration {

/// The forecast probabilities of a count below, and not above, what was observed.
struct PitRange {
  double below = 0;      ///< P(y - 1)
  double not_above = 1;  ///< P(y)
};
PitRange pit_range(std::span<const double> sample, double observed);

/// Heights of `bins` equal bins whose mean is 1: of the mean over the cases of the non-randomised
/// PIT of counts, clip((u - P(y-1)) / (P(y) - P(y-1)), 0, 1) (Czado, Gneiting & Held 2009).
std::vector<double> pit_histogram(std::span<const PitRange> cases, int bins);

/// How many members that are there (not NaN) are below the observation; among members equal to it
/// the place is drawn. 0..M. Throws std::invalid_argument for a missing observation.
std::uint32_t rank_among(std::span<const double> members, double observed, Stream& tie);

/// Counts of the ranks 0..members.
std::vector<std::int64_t> rank_histogram(std::span<const std::uint32_t> ranks,
                                         std::uint32_t members);

/// Pearson's chi-square test that counts come from equal cells: P(X2 >= found). NaN for fewer than
/// two cells or no count.
double uniformity_p_value(std::span<const std::int64_t> counts);

}  // namespace ravenstein::calibration
