// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/score.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein::models {

double location_score(const PlaceToday& place, int day, const FleeParameters& parameters) {
  double score = 1;
  if (place.foreign) {
    score *= parameters.foreign_weight;
  } else if (parameters.avoid_food_deprived_locations && day > 0) {
    const double share = place.food_percent / 100;
    score *= 1 - share * share;
  }
  if (place.camp) score *= parameters.camp_weight;
  if (place.conflict > 0) {
    score *= std::pow(parameters.conflict_weight, place.conflict_decay * place.conflict);
  }
  return score;
}

double capacity_multiplier(double people, double capacity, double buffer) {
  if (capacity < 1 || people <= buffer * capacity) return 1;
  if (people >= capacity) return 0;
  return 1 - (people - buffer * capacity) / (capacity * (1 - buffer));
}

double value_at_level(std::span<const double> values, double level) {
  if (!(level > 0)) return values.front();
  const auto below = static_cast<std::size_t>(level);
  if (below + 1 >= values.size()) return values.back();
  const double part = level - static_cast<double>(below);
  return values[below] + part * (values[below + 1] - values[below]);
}

}  // namespace ravenstein::models
