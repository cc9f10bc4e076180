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

/// One element per day; empty up to observed_until_day: who is there then is given. With
/// Falls::offset a fall is kept as a debt that later rises pay first.
/// At resolution `agents` all numbers are whole: the observed people of each series are rounded
/// down after the division by `hasten`, then summed (as Flee does; on day 0 they are placed alike).
/// Series without a zone count in the total.
std::vector<PrescribedDay> prescribe(const ObservedDaily& observed, const PopulationPlan& plan,
                                     Resolution resolution);

}  // namespace ravenstein
