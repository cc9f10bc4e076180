// SPDX-License-Identifier: Apache-2.0
// A counterfactual: a border, a link or a camp is open, half-open or closed for some days, whatever
// the closures said of it.
#pragma once

#include <vector>

#include "engine/world/network.hpp"

namespace ravenstein {

/// Takes what closures of the same kind say of the same border, link or zone out of the days of
/// `change`, and adds it, unless it lets everybody through. Returns whether anything is different.
bool change_closures(std::vector<Closure>& closures, const Closure& change);

}  // namespace ravenstein
