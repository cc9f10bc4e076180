// SPDX-License-Identifier: Apache-2.0
// The chance per day that somebody resting in a place sets out.
#pragma once

#include "engine/world/zone.hpp"
#include "models/movement/flee/parameters.hpp"

namespace ravenstein::models {

struct MovingToday {
  ZoneKind kind = ZoneKind::town;
  bool receiving = true;  ///< a closed camp is a town
  bool conflict = false;
  double people = 0;  ///< residents, or capacity of a camp
  double food_percent = 0;
  double flood_level = 0;
};

/// By kind of place, x (people / base)^factor; with hunger q: q + (1 - q) p; a flood replaces it.
/// At most 1.
double move_chance(const MovingToday& place, const FleeParameters& parameters);

}  // namespace ravenstein::models
