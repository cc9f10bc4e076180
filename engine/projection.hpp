// SPDX-License-Identifier: Apache-2.0
// The recorded result of a run: what was projected per day and zone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/calendar.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

/// Persons per day (rows) and zone (columns). Whole numbers at resolution `agents`.
struct DailyTable {
  std::size_t zones = 0;
  std::vector<double> persons;

  std::span<const double> row(int day) const {
    return std::span(persons).subspan(static_cast<std::size_t>(day) * zones, zones);
  }
  std::span<double> row(int day) {
    return std::span(persons).subspan(static_cast<std::size_t>(day) * zones, zones);
  }
  double at(int day, ZoneIndex zone) const {
    return persons[static_cast<std::size_t>(day) * zones + zone];
  }
};

/// People who came from `from` to `to` on a day (they may have set out earlier).
struct FlowEntry {
  std::int32_t day;
  ZoneIndex from;
  ZoneIndex to;
  double persons;
};

/// What happened in all, for the summary.
struct Totals {
  double entries = 0;        ///< people who became displaced
  double exits = 0;          ///< people who left the system
  double moves = 0;          ///< arrivals of all days
  double person_days = 0;    ///< people away from home, summed over days (Flee's agent-steps)
  double people_at_end = 0;  ///< away from home on the last day
};

struct Projection {
  Period period;
  Resolution resolution = Resolution::agents;
  std::uint64_t seed = 0;
  // At the end of the day.
  DailyTable residents;
  DailyTable displaced;   ///< away from home, inside their country
  DailyTable refugees;    ///< away from home, abroad
  DailyTable on_the_way;  ///< by the zone they left last
  // During the day.
  DailyTable arrivals;
  DailyTable departures;
  DailyTable entries;  ///< newly displaced, by the zone where they first appear
  DailyTable exits;
  std::vector<FlowEntry> flows;  ///< sorted by day, from, to; empty if not recorded
  Totals totals;

  /// displaced + refugees of a zone on a day.
  double present(int day, ZoneIndex zone) const {
    return displaced.at(day, zone) + refugees.at(day, zone);
  }
};

}  // namespace ravenstein
