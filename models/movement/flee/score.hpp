// SPDX-License-Identifier: Apache-2.0
// How attractive a place is to Flee's rules, from 0 up; 1 is a plain town of the home country.
#pragma once

#include <span>

#include "models/movement/flee/parameters.hpp"

namespace ravenstein::models {

/// What a place is like on a day.
struct PlaceToday {
  bool foreign = false;
  bool camp = false;
  double conflict = 0;        ///< intensity 0..1
  double conflict_decay = 1;  ///< by the time since its onset
  double food_percent = 0;    ///< people critically deprived of food
};

/// s = 1, x foreign_weight abroad (else x 1 - (food / 100)^2 if food counts, from day 1 on),
/// x camp_weight, x conflict_weight^(decay x conflict).
double location_score(const PlaceToday& place, int day, const FleeParameters& parameters);

/// 1 up to buffer x capacity, 0 from capacity on, straight between; 1 if capacity < 1: unlimited.
double capacity_multiplier(double people, double capacity, double buffer);

/// The value at a level between the whole levels 0, 1, ... of a list; constant outside.
double value_at_level(std::span<const double> values, double level);

}  // namespace ravenstein::models
