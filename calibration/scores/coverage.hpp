// SPDX-License-Identifier: Apache-2.0
// How often what happened lies within a forecast's central interval.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ravenstein::calibration {

std::vector<double> sorted_sample(std::span<const double> sample);
/// Those that are not NaN, in their order.
std::vector<double> known_members(std::span<const double> sample);

/// The p-quantile of a sorted sample, straight between its values (Hyndman & Fan 1996, type 7).
double sorted_quantile(std::span<const double> sorted, double p);

/// The probability integral transform of what was observed, spread evenly from the share of the
/// sample below it to the share not above it (Czado, Gneiting & Held 2009): how much of that lies
/// within (1 - level) / 2 .. (1 + level) / 2. On average `level` for an honest forecast, also where
/// many values are zero, which plain intervals cover too often.
double spread_coverage(std::span<const double> sample, double observed, double level);

/// Whether (1 - level) / 2 quantile <= observed <= (1 + level) / 2 quantile.
bool covered(std::span<const double> sample, double observed, double level);

/// Of n cases, how many lay within intervals that should hold `nominal` of them.
struct Coverage {
  double share = 0;      ///< NaN for no case
  double deviation = 0;  ///< share - nominal
  double lower = 0;      ///< of the share, Wilson (1927)
  double upper = 0;
};
/// The interval of the share is one of `confidence`.
Coverage coverage(std::int64_t inside, std::int64_t cases, double nominal,
                  double confidence = 0.95);

}  // namespace ravenstein::calibration
