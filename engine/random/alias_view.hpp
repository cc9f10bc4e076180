// SPDX-License-Identifier: Apache-2.0
// How a draw from an alias table is made (engine/random/alias_table.hpp makes the tables). Plain
// data, for code compiled for a vector instruction set too.
#pragma once

#include <cstdint>

namespace ravenstein {

/// What a row without destinations answers (equal to the engine's kNowhere).
inline constexpr std::uint32_t kNoTarget = 0xffffffffU;

/// One of a row's equally likely cells: `own` if a word is below `threshold`, else `other`. 12
/// bytes beside each other: one cache line per draw, where 8-byte cells with the targets elsewhere
/// ask for two.
struct AliasCell {
  std::uint32_t threshold;
  std::uint32_t own;
  std::uint32_t other;
};

/// The arrays of AliasTables.
struct AliasView {
  const std::uint32_t* begin;  ///< per row + 1; no row is empty
  const AliasCell* cells;
};

/// Draws from one row with two words. A target's probability is its weight's share to 2^-31.
[[gnu::always_inline]] inline std::uint32_t sample(const AliasView& table, std::uint32_t row,
                                                   std::uint32_t word0, std::uint32_t word1) {
  const std::uint32_t first = table.begin[row];
  const std::uint64_t count = table.begin[row + 1] - first;
  const AliasCell& cell = table.cells[first + static_cast<std::uint32_t>(word0 * count >> 32)];
  return word1 < cell.threshold ? cell.own : cell.other;
}

}  // namespace ravenstein
