// SPDX-License-Identifier: Apache-2.0
// How often what happened lies within a forecast's central interval.
#pragma once

#include <span>
#include <vector>

namespace ravenstein::calibration {

/// The p-quantile of a sorted sample, straight between its values (Hyndman & Fan 1996, type 7).
double sorted_quantile(std::span<const double> sorted, double p);

/// Whether (1 - level) / 2 quantile <= observed <= (1 + level) / 2 quantile.
bool covered(std::span<const double> sample, double observed, double level);

}  // namespace ravenstein::calibration
