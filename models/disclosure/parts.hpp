// SPDX-License-Identifier: Apache-2.0
// Which parts of a known whole may be shown: the causes of a place's arrivals, the groups of its
// people, the flows between places. If one part is too small, others are hidden with it, so that
// nobody can subtract the rest from the whole.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ravenstein::models {

/// Parts of one whole, which is known. True: may be shown. What is hidden sums to at least
/// `smallest` and has at least two parts, so that each of them may be anything from nobody to all
/// of these. `scenarios` x parts; the answer holds for all.
std::vector<bool> shown_parts(std::span<const std::vector<double>> scenarios, double smallest);

/// People from origins (rows) to destinations (columns), whoever stays where he is left out. A
/// stranger may know all sums of rows and columns (of at least `smallest`). True: may be shown.
/// Pairs without anybody are hidden, too: no number means none or few. Every flow of few people
/// may be any of at least `smallest` many values, by what is shown: checked exactly, as flows in
/// the network of hidden pairs (Gusfield 1988, SIAM J. Computing 17:552). `withheld`: see
/// places.hpp.
std::vector<bool> shown_flows(std::span<const std::vector<double>> scenarios, std::size_t places,
                              double smallest, std::span<const std::uint8_t> withheld = {});

/// Whether the quantiles of one number may be shown: all of them or none, for the mean and some of
/// them tell much of the others.
bool quantiles_may_be_shown(std::span<const double> quantiles, double smallest);

/// A whole and its parts, at rising quantiles.
struct WholeAndParts {
  std::vector<double> whole;
  std::vector<double> shown;                ///< sum of the parts that are shown, at each quantile
  std::vector<std::vector<double>> hidden;  ///< at least the quantiles of each other part

  /// Adds a part that is shown.
  void show(std::span<const double> quantiles);
};

/// Whether the quantiles of a whole may be shown beside those of its parts. With nothing hidden,
/// yes. Else whoever subtracts learns of the hidden parts together: no more than the shown ones
/// vary, and, as low quantiles of a sum are at least the sum of low quantiles, at most the
/// difference of these. Both must be many people; or, where the shown parts do not vary, several
/// must be hidden that are many people at each quantile.
bool whole_may_be_shown(const WholeAndParts& all, double smallest);

}  // namespace ravenstein::models
