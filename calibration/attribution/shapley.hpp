// SPDX-License-Identifier: Apache-2.0
// Who explains how much: Shapley values of a game whose players are switched on and off
// (L. S. Shapley 1953, "A value for n-person games"). A player's share is its marginal effect,
// averaged over all orders in which players can be switched on; shares sum to the difference
// between all on and all off, and an interaction of two is split in half.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace ravenstein::calibration {

/// Bit k: player k is on.
using Coalition = std::uint64_t;

/// The outcomes when these players are on; always as many. Asked once for every coalition needed.
using CoalitionOutcomes = std::function<std::vector<double>(Coalition)>;

struct Shapley {
  std::size_t players = 0, outcomes = 0;
  std::vector<double> share;    ///< players x outcomes
  std::vector<double> alone;    ///< players x outcomes: on alone, less all off
  std::vector<double> without;  ///< players x outcomes: all on, less it off
  std::vector<double> all_on, all_off;
  /// players x outcomes: standard error of `share` by the orders drawn; empty: exact.
  std::vector<double> sampling_error;
  std::size_t coalitions = 0;  ///< how many were asked for
};

/// The factorial: 2^players coalitions (at most 20 players; std::invalid_argument). Source: the
/// weights |S|! (n - |S| - 1)! / n! of Shapley's formula.
Shapley shapley_exact(std::size_t players, const CoalitionOutcomes& outcomes);

/// A sample of orders in pairs, each with its reverse (antithetic: Mitchell, Cooper, Frank & Holmes
/// 2022, "Sampling permutations for Shapley value estimation", §3.3). Shares still sum exactly to
/// the difference. At least two pairs; std::invalid_argument for 64 players or more.
Shapley shapley_sampled(std::size_t players, const CoalitionOutcomes& outcomes, int pairs,
                        std::uint64_t seed);

/// How many coalitions a sample asks for at most.
std::size_t most_coalitions(std::size_t players, int pairs);

}  // namespace ravenstein::calibration
