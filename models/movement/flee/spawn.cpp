// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/spawn.hpp"

#include <algorithm>
#include <cmath>

#include "engine/random/draws.hpp"
#include "models/movement/flee/score.hpp"

namespace ravenstein::models {
namespace {

/// Persons at the mode's rate k (persons or share per day) x intensity.
std::int64_t persons_at(double rate, const std::string& mode, const SpawnToday& zone,
                        Stream& stream) {
  if (mode == "pop_ratio") return static_cast<std::int64_t>(rate * zone.residents);
  const double persons = rate / zone.hasten;
  if (mode == "constant") return static_cast<std::int64_t>(persons);
  if (mode == "poisson" && persons > 0) return poisson(stream, persons);
  return 0;
}

double conflict_rate(const SpawnToday& zone, const FleeParameters& parameters) {
  return parameters.displaced_per_conflict_day * zone.conflict;
}

double flood_rate(const SpawnToday& zone, const FleeParameters& parameters) {
  if (!(zone.flood_level > 0) || parameters.displaced_per_flood_day.empty()) return 0;
  return value_at_level(parameters.displaced_per_flood_day, zone.flood_level);
}

}  // namespace

void entry_weights(const DayView& view, const ConflictHistory& conflict,
                   const FleeParameters& parameters, std::span<double> weight) {
  const auto food = view.condition("food");
  for (std::size_t z = 0; z < weight.size(); ++z) {
    const bool fights = conflict.active(z);
    weight[z] = fights ? view.residents[z] * conflict.intensity(z) * conflict.decay(z) : 0;
    const bool counts = fights || !parameters.conflict_zone_spawning_only;
    if (parameters.starvation_driven_spawning && counts && !food.empty()) {
      weight[z] += view.residents[z] * food[z] / 100;
    }
  }
}

std::int64_t persons_displaced(const SpawnToday& zone, const FleeParameters& parameters,
                               Stream& stream) {
  return persons_at(conflict_rate(zone, parameters), parameters.conflict_spawn_mode, zone, stream) +
         persons_at(flood_rate(zone, parameters), parameters.flood_spawn_mode, zone, stream);
}

}  // namespace ravenstein::models
