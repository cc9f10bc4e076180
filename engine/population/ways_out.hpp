// SPDX-License-Identifier: Apache-2.0
// What choice tables mean for expected people: which share of those who leave a zone for a cause
// arrives where and when, dies on the way or is stranded. The same for every home and stratum, so
// it is worked out once for all of them, when choices change.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

struct WaysOut {
  /// Where and when journeys end, and which zones they come from: the paths of an end lie together.
  struct End {
    ZoneIndex to;
    int nights;
  };
  std::vector<End> ends;                         ///< by nights, then zone
  std::vector<std::uint32_t> first_path;         ///< per end + 1
  std::vector<std::uint32_t> from;               ///< per path, ascending within an end
  std::vector<std::vector<double>> arriving_by;  ///< cause, path: share of those who leave `from`

  std::vector<bool> like_next;  ///< per end: the next has the same zones

  // In the shape of the choice tables: cause, position.
  std::vector<std::vector<double>> arriving;
  std::vector<std::vector<int>> nights;
  // Causes x zones: sums of rows. All are 0 where no way leads out.
  std::vector<double> arriving_in_all, dying, stranded;

  std::size_t paths() const { return from.size(); }
  bool anybody_stranded() const;
  /// Does everybody arrive on the day of departure?
  bool nobody_stays_overnight() const { return ends.empty() || ends.back().nights == 0; }
};

WaysOut ways_out(std::span<const ChoiceTable> by_cause, const TravelPlan& travel,
                 std::size_t zones);

}  // namespace ravenstein
