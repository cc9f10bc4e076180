// SPDX-License-Identifier: Apache-2.0
// The flat pass as it reads: the vector versions give the same bytes.
#include "engine/population/flat_kernel.hpp"
#include "engine/random/philox.hpp"

namespace ravenstein {
namespace {

PhiloxWords draw(const PhiloxAddress& address, std::uint32_t subject) {
  return philox_rounds({subject, address.step, address.member, address.purpose_and_draw},
                       {address.key_low, address.key_high});
}

}  // namespace

std::size_t flat_tile_scalar(const FlatKernel& kernel, std::uint32_t* zones, std::uint32_t first,
                             std::size_t count, Hop* hops) {
  std::size_t hop_count = 0;
  PhiloxWords chance{};
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t agent = first + static_cast<std::uint32_t>(i);
    if (i == 0 || agent % 4 == 0) chance = draw(kernel.departure, agent / 4);
    const std::uint32_t from = zones[agent];
    if (from >= kernel.zone_count) continue;  // nobody here
    if (!leaves(chance[agent % 4], kernel.thresholds[from])) continue;
    const PhiloxWords where = draw(kernel.destination, agent);
    const std::uint32_t to = sample(kernel.table, from, where[0], where[1]);
    if (to == kNoTarget) continue;  // no way out of this zone
    zones[agent] = to;
    hops[hop_count++] = {agent, from, to};
  }
  return hop_count;
}

}  // namespace ravenstein
