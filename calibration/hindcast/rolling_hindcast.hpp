// SPDX-License-Identifier: Apache-2.0
// Rolling origin over one scenario: fit on the past, forecast, slide, score; how many people leave
// for each cause, and where they go, beside forecasts that need no model.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "calibration/hindcast/kept.hpp"
#include "calibration/hindcast/origins.hpp"
#include "calibration/hindcast/page.hpp"
#include "engine/scenario.hpp"

namespace ravenstein::calibration {

struct DepartureHindcast {
  std::string name;
  std::vector<Origin> origins;
  std::vector<std::pair<std::string, std::vector<std::string>>> causes;  ///< and their terms
  bool recalibrate = true;
  bool draw_parameters = false;
  bool towards_median = false;
  int zone_blocks = 1;
};

struct DestinationHindcast {
  std::string name;
  std::vector<Origin> origins;
  std::vector<std::string> causes;
  double half_life_months = 2;
  double prior_persons = 100;
};

struct RollingHindcast {
  std::string title;
  std::vector<std::string> remarks{};
  Scenario scenario;
  int fit_from = 0;  ///< month number
  int members = 1000;
  std::uint64_t seed = 1;
  std::vector<DepartureHindcast> departures;
  std::vector<DestinationHindcast> destinations;
  /// Asked before each forecast; false stops everything (Interrupted).
  std::function<bool()> go_on{};
  Kept keeper{};  ///< of forecasts
};

/// Origins that forecasts were made from before the last of these: every three months from half a
/// year after `fit_from`, as long as theirs; where a model can be fitted at all.
std::vector<Origin> earlier_origins(const MonthlySeries& displaced, int fit_from,
                                    const std::vector<Origin>& origins);

/// One page: WAPE, CRPS and coverage per cause; WAPE by year; shares of destinations.
HindcastPage run(const RollingHindcast& hindcast);

}  // namespace ravenstein::calibration
