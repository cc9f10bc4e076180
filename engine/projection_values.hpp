// SPDX-License-Identifier: Apache-2.0
// The numbers of a projection as bytes, and back into one of the same shape (same scenario).
#pragma once

#include "engine/checkpoint.hpp"
#include "engine/projection.hpp"

namespace ravenstein {

void save_values(const Projection& projection, StateWriter& out);
/// Throws std::runtime_error for the numbers of another shape.
void load_values(Projection& projection, StateReader& in);

}  // namespace ravenstein
