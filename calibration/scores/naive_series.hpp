// SPDX-License-Identifier: Apache-2.0
// Forecasts of a series without skill, and the errors measured with them. NaN is a missing value
// everywhere. (Those of camps given each day's total: no_skill.hpp.)
#pragma once

#include <span>
#include <vector>

namespace ravenstein::calibration {

/// The last known value, `steps` times.
std::vector<double> persistence(std::span<const double> past, int steps);
/// On from the last known value along the line from the first known one; NaN for fewer than two.
std::vector<double> drift(std::span<const double> past, int steps);
/// The last known value of the same season, `period` steps to a cycle; NaN where there is none.
std::vector<double> seasonal(std::span<const double> past, int period, int steps);

/// `past` and the result: times x places; `totals`: per time to forecast. The shares of the last
/// time at which all places are known.
std::vector<double> frozen_shares(std::span<const double> past, std::span<const double> totals,
                                  std::size_t places);
/// The shares of the sums over all times at which all places are known.
std::vector<double> historical_shares(std::span<const double> past, std::span<const double> totals,
                                      std::size_t places);

/// 1 - score / reference: 1 perfect, 0 as good as the reference, below 0 worse. NaN if the
/// reference is 0.
double skill_score(double score, double reference);

/// `mase_hk`: mean |forecast - observed| / mean over t >= season of |past_t - past_(t - season)| on
/// the past that the forecast was made from (Hyndman & Koehler 2006), over pairs that are known.
/// NaN if that is 0 or there is no pair. (Flee's: mase_flee in measures.hpp.)
double mase_hk(std::span<const double> past, std::span<const double> observed,
               std::span<const double> forecast, int season = 1);

}  // namespace ravenstein::calibration
