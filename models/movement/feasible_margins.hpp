// SPDX-License-Identifier: Apache-2.0
// Whether any matrix with given zeros has given margins: a largest flow from origins through the
// cells that are not zero to destinations carries everything, or a cut tells who cannot be served
// (Gale 1957, "A theorem on flows in networks").
#pragma once

#include <span>
#include <string>

#include "engine/core/row_blocks.hpp"

namespace ravenstein::models {

/// "" if there is one; else why there is none, with the places (by `zone`, or numbered from 1) and
/// amounts. Cells
/// with a weight above zero may carry any amount. Work grows as origins x destinations times a
/// small number of rounds.
std::string why_infeasible(std::span<const double> origin, std::span<const double> destination,
                           const RowSource& weights, std::span<const std::string> zone = {});

}  // namespace ravenstein::models
