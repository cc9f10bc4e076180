// SPDX-License-Identifier: Apache-2.0
// A comparison of scenarios as tables on the terminal.
#pragma once

#include <span>
#include <string>

#include "io/report/comparison.hpp"

namespace ravenstein::cli {

/// `zones`: those to show; empty: those that differ most.
std::string comparison_text(const io::Comparison& comparison, std::span<const ZoneIndex> zones);

}  // namespace ravenstein::cli
