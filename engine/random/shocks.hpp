// SPDX-License-Identifier: Apache-2.0
// Shocks: displacement comes in episodes, whose occurrence and severity vary far more than people's
// independent decisions (reference: PRMN Somalia 2016-2020, docs/models.md). Drawn once per member,
// cause, zone and calendar month, shared by all resolutions, whatever the length of a step.
#pragma once

#include <cstdint>

#include "engine/random/philox.hpp"

namespace ravenstein {

/// Which part of a standard normal shock is common: to all zones in a month, and to all months in a
/// zone. Shares of variance; their sum is at most 1.
struct ShockShares {
  double month = 0;
  double zone = 0;
};

/// Two independent standard normal numbers of an episode: one decides whether it happens, the other
/// how severe it is.
struct Shock {
  double occurrence = 0;
  double severity = 0;
};

/// `month`: calendar month (month_number).
Shock draw_shock(const DrawKey& key, std::uint32_t cause, std::uint32_t zone, int month,
                 const ShockShares& shares);

/// Standard normal number by inversion (Boost.Math erfc_inv). u in (0, 1).
double normal_quantile(double u);
/// Distribution function of the standard normal.
double normal_probability(double x);

}  // namespace ravenstein
