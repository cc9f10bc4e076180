// SPDX-License-Identifier: Apache-2.0
// One person's day on the road: choose a route, enter a link, travel, arrive, perhaps go on.
//
// A link is done when the distance travelled on it exceeds its length (a link of exactly one day's
// travel takes two days: Flee). What is left of a day after an arrival may be used for further
// links; with `multi_hop_speed_bonus` each of them is begun with a whole day's travel.
#pragma once

#include "engine/behaviour.hpp"
#include "models/movement/flee/journey_day.hpp"

namespace ravenstein::models {

/// Moves the people of a block for a day: each alone, or (in order) all decide before all travel.
void advance_journeys(const JourneyDay& today, JourneyBlock& block);

}  // namespace ravenstein::models
