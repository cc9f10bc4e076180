// SPDX-License-Identifier: Apache-2.0
// Recounts (Flee's level-1 corrections, engine/observed.hpp) as factors of what was counted before
// them, for counts that stand in other tables than the observations of the scenario.
#pragma once

#include <span>
#include <vector>

#include "engine/observed.hpp"

namespace ravenstein::calibration {

struct Recount {
  ZoneIndex zone = kNowhere;
  int day = 0;
  double factor = 1;  ///< persons of the recount per person counted before it
};

/// What every correction does to the counts before it. `counted`: the series without corrections.
std::vector<Recount> recounts_of(std::span<const ObservedSeries> counted,
                                 std::span<const RegistrationCorrection> corrections);

/// The product of the factors of later recounts of the zone: for a series in order of its days,
/// counted times this is what `correct` makes of it.
double recount_factor(std::span<const Recount> recounts, ZoneIndex zone, int day);

}  // namespace ravenstein::calibration
