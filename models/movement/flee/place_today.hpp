// SPDX-License-Identifier: Apache-2.0
// What travellers ask of a place on a day, where all of them ask alike and none sees the others
// move: in one row, read together.
#pragma once

#include "models/movement/flee/numbers.hpp"
#include "models/movement/flee/route_tables.hpp"

namespace ravenstein::models {

struct PlaceToday {
  RouteTables::Row routes;
  std::uint64_t go_on_below = 0;  ///< words that stand for moving on
  bool town = false;
  bool full_camp = false;
};

}  // namespace ravenstein::models
