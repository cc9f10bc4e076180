// SPDX-License-Identifier: Apache-2.0
// What rules that move single people must be able to do to run on several ranks, where the row of a
// person is not their number.
#pragma once

#include <vector>

#include "engine/population/movers.hpp"

namespace ravenstein {

class NumberedJourneys {
 public:
  virtual ~NumberedJourneys() = default;
  /// From now on random numbers of people are keyed by number[row] instead of the row. The table
  /// outlives the rules, and grows.
  virtual void use_numbers(const std::vector<MoverId>& number) = 0;
};

}  // namespace ravenstein
