// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/move_chance.hpp"

#include <algorithm>
#include <cmath>

#include "models/movement/flee/score.hpp"

namespace ravenstein::models {
namespace {

double chance_of_kind(const MovingToday& place, const FleeParameters& parameters) {
  if (place.conflict) return parameters.conflict_movechance;
  switch (place.kind) {
    case ZoneKind::camp:
      return place.receiving ? parameters.camp_movechance : parameters.default_movechance;
    case ZoneKind::idp_camp:
      return place.receiving ? parameters.idpcamp_movechance : parameters.default_movechance;
    case ZoneKind::hub:
    case ZoneKind::marker:
      return 1;
    case ZoneKind::town:
      break;
  }
  return parameters.default_movechance;
}

}  // namespace

double move_chance(const MovingToday& place, const FleeParameters& parameters) {
  double chance = chance_of_kind(place, parameters);
  if (parameters.movechance_pop_scale_factor != 0) {
    chance *= std::pow(place.people / parameters.movechance_pop_base,
                       parameters.movechance_pop_scale_factor);
  }
  if (parameters.flee_when_starving) {
    const double hunger = place.food_percent / 100;
    chance = hunger + (1 - hunger) * chance;
  }
  if (place.flood_level > 0 && !parameters.flood_movechances.empty()) {
    chance = value_at_level(parameters.flood_movechances, place.flood_level);
  }
  return std::min(1.0, chance);
}

}  // namespace ravenstein::models
