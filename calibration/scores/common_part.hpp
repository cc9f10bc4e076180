// SPDX-License-Identifier: Apache-2.0
// Common part of commuters: how far two tables of flows agree.
#pragma once

#include <span>

namespace ravenstein::calibration {

/// CPC = 2 sum min(a, b) / (sum a + sum b), 0..1 (Sørensen 1948; Gargiulo et al. 2012). NaN if both
/// are empty of people.
double common_part(std::span<const double> forecast, std::span<const double> observed);

}  // namespace ravenstein::calibration
