// SPDX-License-Identifier: Apache-2.0
// The condition of each zone over time for one driver: conflict intensity, food insecurity, ...
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/world/zone.hpp"

namespace ravenstein {

/// From this day on, the zone has this value.
struct ConditionChange {
  int day = 0;
  ZoneIndex zone = kNowhere;
  double value = 0;
};

enum class Between : std::uint8_t { step, linear };  ///< how values run between changes

/// A driver's table: changes sorted by day, then zone. Zero before a zone's first change; changes
/// dated before day 0 have been folded into day 0 by whoever reads them.
struct ConditionTable {
  std::string driver;  ///< e.g. `conflict`
  Between between = Between::step;
  std::vector<ConditionChange> changes;
};

/// Runs through a table day by day; O(changes) in all, not days x zones.
class ConditionCursor {
 public:
  ConditionCursor(const ConditionTable& table, std::size_t zones);
  /// Moves on to `day` (not before the last) and returns the value of every zone on it.
  std::span<const double> advance_to(int day);
  std::span<const double> values() const { return values_; }

 private:
  struct Ramp {
    int from_day = 0, to_day = 0;
    double from = 0, to = 0;
  };
  void begin_ramp(std::size_t change);

  const ConditionTable* table_;
  std::size_t next_ = 0;
  std::vector<double> values_;
  std::vector<Ramp> ramps_;               ///< linear only: the running piece of each zone
  std::vector<std::uint32_t> following_;  ///< linear only: per change, the zone's next one
};

}  // namespace ravenstein
