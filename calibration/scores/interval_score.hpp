// SPDX-License-Identifier: Apache-2.0
// Scores of forecasts that are given as quantiles (Bracher, Ray, Gneiting & Reich 2021, PLoS Comput
// Biol 17:e1008618). All in the unit of what is forecast; smaller is better.
#pragma once

#include <span>

namespace ravenstein::calibration {

/// A score and what it consists of.
struct IntervalScore {
  double total = 0;
  double dispersion = 0;
  double overprediction = 0;   ///< what happened lies below the interval
  double underprediction = 0;  ///< above
};

/// Of the central interval lower..upper of probability 1 - alpha: its width, and 2 / alpha times
/// how far y lies outside. NaN if a number is missing.
IntervalScore interval_score(double lower, double upper, double observed, double alpha);

/// One quantile of a forecast. The level is a whole number of basis points (median: 5000), so that
/// levels can be compared.
struct ForecastQuantile {
  int level_bp = 0;  ///< 1..9999
  double value = 0;  ///< NaN: missing
};

/// WIS = (1/2 |y - median| + sum_k alpha_k / 2 IS_k) / (K + 1/2) over the central intervals;
/// without a median its terms fall away. An interval with a missing end is left out, K counts those
/// that are left. NaN if nothing is left or y is missing. With a median it equals the mean over the
/// quantiles of twice the pinball loss. Throws std::invalid_argument for a level outside 1..9999,
/// given twice, or whose counterpart is not listed.
IntervalScore weighted_interval_score(std::span<const ForecastQuantile> forecast, double observed);

}  // namespace ravenstein::calibration
