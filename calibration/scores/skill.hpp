// SPDX-License-Identifier: Apache-2.0
// How good a forecast is, beside forecasts without skill.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calibration/scores/measures.hpp"
#include "calibration/scores/no_skill.hpp"

namespace ravenstein::calibration {

/// Names of measures in a SkillTable; definitions: measures.hpp.
namespace measure {
inline constexpr std::string_view kArdNormal = "ARD normal";
inline constexpr std::string_view kArdRescaled = "ARD rescaled";
inline constexpr std::string_view kMeanError = "mean error";  ///< ARD rescaled / 2
inline constexpr std::string_view kTotalError = "Total error (Flee, biased)";
inline constexpr std::string_view kCampError = "camp error";              ///< per camp
inline constexpr std::string_view kRatioDifference = "ratio difference";  ///< per camp, of m
inline constexpr std::string_view kRatioDifferenceRescaled = "ratio difference rescaled";
inline constexpr std::string_view kLnAccuracyRatio = "ln accuracy ratio";
inline constexpr std::string_view kMase7Flat = "MASE7-flat";  ///< Flee's, of m', all days only
inline constexpr std::string_view kMase7Sloped = "MASE7-sloped";
inline constexpr std::string_view kMase7Ratio = "MASE7-ratio";
inline constexpr std::string_view kMase30Flat = "MASE30-flat";
inline constexpr std::string_view kMase30Sloped = "MASE30-sloped";
inline constexpr std::string_view kMase30Ratio = "MASE30-ratio";
inline constexpr std::string_view kMae = "MAE";
inline constexpr std::string_view kRmse = "RMSE";
inline constexpr std::string_view kBias = "bias";
inline constexpr std::string_view kWape = "WAPE";
inline constexpr std::string_view kMaseHk = "MASE (Hyndman-Koehler)";
inline constexpr std::string_view kMeanObserved = "mean observed";  ///< persons, per camp
inline constexpr std::string_view kMeanForecast = "mean forecast";  ///< persons, per camp
}  // namespace measure

/// The zone of values over all camps.
inline constexpr std::string_view kAllCamps = "all";

struct SkillRow {
  std::string forecast, measure, window, zone;
  double value = 0;  ///< NaN: not defined here
};

/// Long format: a row per forecast, measure, window and zone.
struct SkillTable {
  struct About {
    std::string name, information;
    bool uses_capacity = false;
    bool no_skill = false;
  };
  std::vector<About> forecasts;  ///< those given first, then the ones without skill
  std::vector<std::string> camps;
  int days = 0;
  std::vector<SkillRow> rows;

  /// Empty if there is no such row or its value is not defined.
  std::optional<double> value(std::string_view forecast, std::string_view measure,
                              Window window = kAllDays, std::string_view zone = kAllCamps) const;
};

/// Scores the forecasts, and beside them those without skill, over all days and, where the period
/// is longer than that, after day 30 (t >= 31). Throws std::logic_error if a forecast does not have
/// days x camps values.
SkillTable skill(std::span<const Forecast> forecasts, const CampObservations& observed);

}  // namespace ravenstein::calibration
