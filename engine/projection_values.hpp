// SPDX-License-Identifier: Apache-2.0
// The numbers of a projection as bytes, and back into one of the same shape (same scenario).
#pragma once

#include "engine/checkpoint.hpp"
#include "engine/projection.hpp"

namespace ravenstein {

void save_values(const Projection& projection, StateWriter& out);
/// Throws std::runtime_error for the numbers of another shape.
void load_values(Projection& projection, StateReader& in);

/// Adds the numbers to those of another projection of the same shape; flows of the same row, cause
/// and zones become one.
void add_values(const Projection& projection, Projection& to);
/// Sorts flows and joins those of the same row, cause and zones.
void join_flows(std::vector<FlowEntry>& flows);

}  // namespace ravenstein
