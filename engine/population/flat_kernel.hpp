// SPDX-License-Identifier: Apache-2.0
// The inner loop of the flat pass over a tile of agents, in plain data so that it can be compiled
// for a vector instruction set (see engine/random/philox_kernel.hpp for why).
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/random/alias_view.hpp"
#include "engine/random/philox_kernel.hpp"

namespace ravenstein {

/// One agent's change of zone.
struct Hop {
  std::uint32_t agent;
  std::uint32_t from;
  std::uint32_t to;
  friend bool operator==(const Hop&, const Hop&) = default;
};

/// Agents per tile: movers of a tile wait in buffers of the first-level cache.
inline constexpr std::size_t kTileAgents = 1024;

/// What all agents share on a day.
struct FlatKernel {
  const std::uint32_t* thresholds;  ///< zone_count + 1, the last 0
  std::uint32_t zone_count;         ///< < 2^31
  AliasView table;
  PhiloxAddress departure;    ///< subject = agent / 4, word = agent % 4
  PhiloxAddress destination;  ///< subject = agent, words 0 and 1
};

/// Whether a word means that the agent leaves. The last threshold means always, 0 never.
[[gnu::always_inline]] inline bool leaves(std::uint32_t word, std::uint32_t threshold) {
  return (word < 0xfffffffeU ? word : 0xfffffffeU) < threshold;
}

/// Asks agents first .. first + count - 1 (count <= kTileAgents), whose zones stand in `zones`
/// (that of agent 0 first); writes the movers' new zones and, in order of agent, their hops, for
/// which there is room for `count`. Returns the number of hops.
std::size_t flat_tile_scalar(const FlatKernel& kernel, std::uint32_t* zones, std::uint32_t first,
                             std::size_t count, Hop* hops);

/// The same for `first` and `count` that are multiples of 32, on CPUs with AVX2.
std::size_t flat_tile_avx2(const FlatKernel& kernel, std::uint32_t* zones, std::uint32_t first,
                           std::size_t count, Hop* hops);

}  // namespace ravenstein
