// SPDX-License-Identifier: Apache-2.0
// What the ranks of a run told each other, in one line.
#pragma once

#include <string>

#include "engine/ranks.hpp"

namespace ravenstein::cli {

/// Since `before`, so many seconds and steps ago: means over the ranks, all of which call it.
std::string traffic_text(Ranks& ranks, const Traffic& before, double seconds, int steps);

}  // namespace ravenstein::cli
