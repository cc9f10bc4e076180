// SPDX-License-Identifier: Apache-2.0
// Flows between zones as a model remembers them: only those that there were, by origin, then
// destination, three numbers each (from, to, persons), so that they can be an array of the state.
#pragma once

#include <map>
#include <span>
#include <utility>
#include <vector>

#include "engine/flow_counter.hpp"

namespace ravenstein::models {

inline constexpr std::size_t kFlowNumbers = 3;

/// Persons by (from, to) in that shape.
std::vector<double> remembered_flows(
    const std::map<std::pair<ZoneIndex, ZoneIndex>, double>& flows);

/// All persons times `fade`, then `scale` times the flows of one cause added; these are by origin,
/// then destination, one each.
void remember_flows(double fade, double scale, std::span<const FlowCounter::Flow> flows,
                    std::vector<double>& remembered);

}  // namespace ravenstein::models
