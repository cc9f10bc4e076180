// SPDX-License-Identifier: Apache-2.0
// Exact draws of whole numbers of people. Counts go up to 2^40. All draw from a Stream, so each is
// a function of the stream's address; only + - * / sqrt, exp, log and log1p are used.
// Probabilities that are not in 0..1 or not numbers, and negative counts: std::logic_error.
#pragma once

#include <cstdint>
#include <span>

#include "engine/random/philox.hpp"

namespace ravenstein {

/// Successes in n trials of probability p; p = 0 and p = 1 are exact. Small n p: inversion by
/// sequential search; else BTRS (Hörmann 1993, "The generation of binomial random variates",
/// J. Stat. Comput. Simul. 46).
std::int64_t binomial(Stream& stream, std::int64_t n, double p);

/// n people over groups with the given weights (>= 0, need not sum to one), by binomials of what is
/// left. The counts sum to n; groups of weight zero get nobody. std::logic_error if n > 0 and no
/// weight is positive.
void multinomial(Stream& stream, std::int64_t n, std::span<const double> weights,
                 std::span<std::int64_t> counts);

/// How many of `sample` people drawn without replacement belong to a group of `marked` among
/// `total`. Small cases: person by person; else HRUA* (Stadlober 1990, "The ratio of uniforms
/// approach for generating discrete random variates", J. Comput. Appl. Math. 31).
std::int64_t hypergeometric(Stream& stream, std::int64_t total, std::int64_t marked,
                            std::int64_t sample);

/// n people drawn without replacement from groups of the given sizes; std::logic_error if there are
/// fewer than n. `drawn` may be the same span as `sizes`.
void multivariate_hypergeometric(Stream& stream, std::int64_t n,
                                 std::span<const std::int64_t> sizes,
                                 std::span<std::int64_t> drawn);

/// Mean up to 2^40. Small mean: inversion; else PTRS (Hörmann 1993, "The transformed rejection
/// method for generating Poisson random variables", Insur. Math. Econ. 12).
std::int64_t poisson(Stream& stream, double mean);

/// 0..n-1 without bias (Lemire 2019, "Fast random integer generation in an interval", ACM TOMACS
/// 29); n > 0. Uses single words for n < 2^32.
std::uint64_t uniform_below(Stream& stream, std::uint64_t n);

/// Moves k people drawn without replacement to the end of the pool (partial Fisher-Yates shuffle)
/// and returns that end. k <= pool.size().
std::span<std::uint32_t> choose_without_replacement(Stream& stream, std::span<std::uint32_t> pool,
                                                    std::size_t k);

}  // namespace ravenstein
