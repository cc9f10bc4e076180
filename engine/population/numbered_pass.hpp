// SPDX-License-Identifier: Apache-2.0
// The flat pass (flat_pass.hpp) over some of all agents, in any order, each with a number of its
// own: the same draws, so the same hops. Four agents do not share a draw, which costs some time.
#pragma once

#include <span>
#include <vector>

#include "engine/population/flat_pass.hpp"
#include "engine/population/movers.hpp"

namespace ravenstein {

/// Asks everybody whose zone is not kNowhere. Zones stay as they are; hops name rows, not numbers,
/// ascending when the blocks are read one after the other.
void numbered_pass(const FlatDay& today, std::span<const MoverId> number,
                   std::span<const ZoneIndex> zones, std::vector<std::vector<Hop>>& blocks);

}  // namespace ravenstein
