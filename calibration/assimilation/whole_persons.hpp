// SPDX-License-Identifier: Apache-2.0
// From the numbers that an analysis wants to whole persons who move: nobody is cut in pieces, made
// or lost.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/random/philox.hpp"

namespace ravenstein::calibration {

/// Counts as near as can be to `wanted`, scaled to sum to `total`, by largest remainders (ties: the
/// first). Wanted numbers below 0 or that are none count as 0; if none is above 0, all are alike.
/// Throws std::invalid_argument for total < 0 or no place.
std::vector<std::int64_t> whole_counts(std::span<const double> wanted, std::int64_t total);

/// Persons to move from one place to another.
struct Correction {
  std::size_t from = 0;
  std::size_t to = 0;
  std::int64_t persons = 0;
};

/// The fewest moves of persons that make `counts` into `wanted`: from places with too many to those
/// with too few. Who goes where is drawn without replacement, so shares are even on average. Throws
/// std::invalid_argument if the totals differ.
std::vector<Correction> corrections(std::span<const std::int64_t> counts,
                                    std::span<const std::int64_t> wanted, Stream& stream);

}  // namespace ravenstein::calibration
