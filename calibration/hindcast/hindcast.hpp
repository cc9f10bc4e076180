// SPDX-License-Identifier: Apache-2.0
// Forecasts of the past, scored: any forecaster over any origins, cell by cell (zone, month).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "calibration/hindcast/origins.hpp"
#include "calibration/scores/hurdle_forecast.hpp"
#include "engine/world/monthly.hpp"

namespace ravenstein::calibration {

/// What is said of a cell beforehand. A forecast without uncertainty has a median only.
struct CellForecast {
  double median = 0;             ///< persons
  std::vector<double> sample{};  ///< persons; place i of all cells of an origin is one path
  std::optional<HurdleForecast> distribution{};
};

/// The cells of an origin, month-major. It may look at data before origin.fit_end, at displacement
/// before origin.known_end(month), and at drivers up to the month.
using Forecaster = std::function<std::vector<CellForecast>(const Origin& origin)>;

/// A forecast beside what came.
struct HindcastCell {
  std::size_t origin = 0;
  int month = 0;
  std::size_t zone = 0;
  CellForecast forecast;
  double observed = 0;
};

/// All cells of all origins, in this order. std::logic_error if a forecaster gives another number
/// of cells than months x zones.
std::vector<HindcastCell> hindcast(std::span<const Origin> origins, const MonthlySeries& observed,
                                   const Forecaster& forecaster);

/// Per origin and zone the sums over its months: of medians (which is no median), of paths, of what
/// came.
std::vector<HindcastCell> period_totals(std::span<const HindcastCell> cells);

/// NaN where cells lack what a score needs.
struct HindcastScores {
  std::size_t cells = 0;
  double wape = 0;        ///< sum |median - observed| / sum observed
  double crps = 0;        ///< mean CRPS / mean observed
  double log_score = 0;   ///< mean of ln P(observed)
  double coverage50 = 0;  ///< share of cells within the central 50 % interval
  double coverage90 = 0;
  double spread50 = 0;  ///< the same with ties spread (spread_coverage)
  double spread90 = 0;
};
HindcastScores scores(std::span<const HindcastCell> cells);

}  // namespace ravenstein::calibration
