// SPDX-License-Identifier: Apache-2.0
// Who becomes displaced, and where.
#pragma once

#include <span>

#include "engine/behaviour.hpp"
#include "models/movement/flee/conflict.hpp"
#include "models/movement/flee/parameters.hpp"

namespace ravenstein::models {

/// What a prescribed total is shared out by: residents x intensity x decay in conflict zones, and
/// residents x food / 100 if hunger drives people out, too. `view.residents` are the residents.
void entry_weights(const DayView& view, const ConflictHistory& conflict,
                   const FleeParameters& parameters, std::span<double> weight);

/// Persons who set out from a zone on a day: floor(k x intensity / hasten), floor(k x residents x
/// intensity), or a Poisson number of mean k x intensity / hasten. Floods alike, k by level.
struct SpawnToday {
  double residents = 0;
  double conflict = 0;
  double flood_level = 0;
  double hasten = 1;
};
std::int64_t persons_displaced(const SpawnToday& zone, const FleeParameters& parameters,
                               Stream& stream);

}  // namespace ravenstein::models
