// SPDX-License-Identifier: Apache-2.0
// The flat pass over agents: where every person must be asked every day. Each agent leaves its zone
// with the zone's probability; who leaves draws a destination from the zone's alias table. An
// agent's draws depend on (key, day, agent) alone (purposes flat_departure, flat_destination), so
// the result is the same for every cut into blocks, number of threads and vector instruction set.
// State per agent: its zone, 4 bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/population/flat_kernel.hpp"
#include "engine/random/alias_table.hpp"
#include "engine/random/philox.hpp"
#include "engine/random/simd_level.hpp"
#include "engine/world/zone.hpp"

namespace ravenstein {

/// Agents per block of the parallel pass.
inline constexpr std::size_t kBlockAgents = std::size_t{1} << 16;

/// Chance per zone, as the pass reads it: p 2^32 to the nearest, 0 never and 1 always. One entry
/// more than zones, for agents that are nowhere. std::logic_error unless all p are in 0..1.
void set_thresholds(std::span<const double> probability, std::vector<std::uint32_t>& thresholds);

/// What a day's pass needs to know.
struct FlatDay {
  DrawKey key;
  std::uint32_t day = 0;
  std::span<const std::uint32_t> thresholds;  ///< of set_thresholds; fewer than 2^31
  AliasView table;                            ///< one row per zone
  SimdLevel level = best_simd_level();
};

/// Hops one after the other. Keeps its memory when cleared, does not fill it before use.
class HopBuffer {
 public:
  std::span<const Hop> hops() const { return {storage_.get(), size_}; }
  void clear() { size_ = 0; }
  /// Room for `count` more hops after the last; valid until the next call.
  Hop* room_for(std::size_t count);
  void add(std::size_t count) { size_ += count; }  ///< so many were written there

 private:
  std::unique_ptr<Hop[]> storage_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// Asks the agents numbered begin..end-1 and appends the hops in order of agent. `zones` are those
/// of all agents, kNowhere where there is nobody (never asked). An agent whose row of the table has
/// no target stays.
void flat_pass_block(const FlatDay& today, std::span<ZoneIndex> zones, std::size_t begin,
                     std::size_t end, HopBuffer& hops);

/// Asks all agents, blocks at the same time; blocks[b] gets the hops of block b, so read one after
/// the other they are in order of agent. Allocates only when a block has more hops than ever.
void flat_pass(const FlatDay& today, std::span<ZoneIndex> zones, std::vector<HopBuffer>& blocks);

/// All hops in order of agent.
void concatenate(std::span<const HopBuffer> blocks, HopBuffer& all);

}  // namespace ravenstein
