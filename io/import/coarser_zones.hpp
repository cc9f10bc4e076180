// SPDX-License-Identifier: Apache-2.0
// Which of a table of coarser zones each zone lies in.
#pragma once

#include <span>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/world/zone.hpp"

namespace ravenstein::io {

/// Per zone the one of `regions` that its column `region` names. Names nobody has are problems, and
/// the list is empty then.
std::vector<std::size_t> regions_of(std::span<const Zone> zones, std::span<const Zone> regions,
                                    Problems& problems);

}  // namespace ravenstein::io
