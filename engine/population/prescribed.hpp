// SPDX-License-Identifier: Apache-2.0
// Departures from a prescribed series: how many people enter and leave each day so that the total
// away from home follows the observed one.
#pragma once

#include <vector>

#include "engine/observed.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

/// Change of the observed total from the day before, already turned into entries and exits.
struct PrescribedDay {
  double entries = 0;
  double exits = 0;
};

/// One element per day. Day 0 is empty: who is there on day 0 was there before. With
/// Falls::offset a fall is kept as a debt that later rises pay first.
/// At resolution `agents` all numbers are whole: the part of a person that `hasten` leaves over is
/// carried to the next day.
std::vector<PrescribedDay> prescribe(const ObservedDaily& observed, const PopulationPlan& plan,
                                     Resolution resolution);

}  // namespace ravenstein
