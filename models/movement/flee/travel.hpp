// SPDX-License-Identifier: Apache-2.0
// Everybody's day on the road.
#pragma once

#include "engine/behaviour.hpp"
#include "models/movement/flee/journey_day.hpp"

namespace ravenstein::models {

/// Moves the people of a block for a day: each alone, or (in order) all decide before all travel.
void advance_journeys(const JourneyDay& today, JourneyBlock& block);

}  // namespace ravenstein::models
