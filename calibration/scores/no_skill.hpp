// SPDX-License-Identifier: Apache-2.0
// Forecasts without skill: what a model must beat to be worth running. All of them are given the
// total of every day, as Flee is, and only divide it over the camps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/observed.hpp"

namespace ravenstein::calibration {

/// What was observed in the camps that are scored: receiving zones with a series, in order of the
/// zones.
struct CampObservations {
  std::vector<std::string> codes;      ///< per camp
  std::vector<ObservedSeries> series;  ///< per camp, corrected, whole persons unscaled
  ObservedDaily daily;                 ///< d[t][x], columns as `series`
  std::vector<std::optional<std::int64_t>> capacity;  ///< per camp; empty: unlimited
  /// Published total on day 0 where it is not the sum of the camps (Flee's refugees.csv); only
  /// for Flee's biased `Total error`.
  std::optional<double> total_on_day0{};
};

/// People per day and camp, and what whoever made them knew.
struct Forecast {
  std::string name;
  std::string information;      ///< what it was given, e.g. `totals, day 0`
  bool uses_capacity = false;   ///< a later maximum of the series, in Flee's files
  std::vector<double> persons;  ///< m[t][x], days x camps
};

/// equal: the same share for every camp.
Forecast equal_share(const CampObservations& observed);
/// capacity: shares as the capacities; empty if a camp has none.
std::optional<Forecast> capacity_share(const CampObservations& observed);
/// frozen0, frozen30: the shares of that day, interpolated between entries (so that frozen30 knows
/// entries after day 30), for ever.
Forecast frozen_share(const CampObservations& observed, int day);
/// frozen30hon: the shares of the last entries dated by that day, for ever.
Forecast frozen_share_reported(const CampObservations& observed, int day);
/// locf: the shares of the last entries dated before the day, carried forward; day 0 is given.
Forecast last_observed_shares(const CampObservations& observed);

/// All of them, in this order: equal, capacity, frozen0, frozen30, frozen30hon, locf. Those of
/// day 30 are left out where the period is shorter.
std::vector<Forecast> no_skill_forecasts(const CampObservations& observed);

}  // namespace ravenstein::calibration
