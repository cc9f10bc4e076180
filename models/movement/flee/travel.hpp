// SPDX-License-Identifier: Apache-2.0
// One person's day on the road: choose a route, enter a link, travel, arrive, perhaps go on.
//
// A link is done when the distance travelled on it exceeds its length (a link of exactly one day's
// travel takes two days: Flee). What is left of a day after an arrival may be used for further
// links; with `multi_hop_speed_bonus` each of them is begun with a whole day's travel.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "models/movement/flee/choice_classes.hpp"
#include "models/movement/flee/route_tables.hpp"

namespace ravenstein::models {

/// What journeys of a day look at. Everything but `places` and `tables` is read only; those two are
/// written in order (JourneyRules::in_order) and read only otherwise.
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
};

/// Moves the people of a block for a day: each alone, or (in order) all decide before all travel.
void advance_journeys(const JourneyDay& today, JourneyBlock& block);

}  // namespace ravenstein::models
