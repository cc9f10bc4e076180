// SPDX-License-Identifier: Apache-2.0
// What journeys of a day look at.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "models/movement/flee/choice_classes.hpp"
#include "models/movement/flee/place_today.hpp"

namespace ravenstein::models {

/// Everything but `places` and `tables` is read only; those two are written in order
/// (JourneyRules::in_order) and read only otherwise.
struct JourneyDay {
  int day = 0;
  const FleeParameters* parameters = nullptr;
  const std::vector<Link>* links = nullptr;
  const NetworkState* open = nullptr;   ///< arcs to choose from
  std::span<const int> link_closed_on;  ///< per link: last day it was closed, or -1
  std::span<const double> link_speed;   ///< per link: km/day of who is not on foot
  bool some_walk = false;               ///< links have walk probabilities
  const ChoiceClasses* classes = nullptr;
  const RouteBook* book = nullptr;
  Places* places = nullptr;
  RouteTables* tables = nullptr;
  /// Per zone, where everybody travels alike: nobody walks, no draw of speeds, one class, no home
  /// that matters, not in order. Empty otherwise.
  std::span<const PlaceToday> alike;
  const std::vector<MoverId>* numbers = nullptr;  ///< of people, where they are not the rows

  MoverId number_of(MoverId mover) const { return numbers == nullptr ? mover : (*numbers)[mover]; }
};

}  // namespace ravenstein::models
