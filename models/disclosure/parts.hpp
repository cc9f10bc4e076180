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

/// Whether the quantiles of a whole may be shown beside those of its parts. `hidden`: at least the
/// quantiles of each part that is not shown. Where the other parts do not vary, the whole tells the
/// sum of these: there must be none, or several that are many people at each quantile.
bool whole_may_be_shown(std::span<const std::vector<double>> hidden, double smallest);

}  // namespace ravenstein::models
