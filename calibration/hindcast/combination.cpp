// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/combination.hpp"

#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace ravenstein::calibration {
namespace {

/// What both said of months that are over by now.
struct Past {
  std::vector<HindcastCell> ours, rival;
};

double best_weight(const Past& past, int end) {
  double least = std::numeric_limits<double>::infinity(), best = 1;
  for (int tenth = 10; tenth >= 0; --tenth) {
    const double weight = tenth / 10.0;
    double error = 0;
    for (std::size_t i = 0; i < past.ours.size(); ++i) {
      const HindcastCell& cell = past.ours[i];
      if (cell.month >= end) continue;
      error += std::abs(std::lerp(past.rival[i].forecast.median, cell.forecast.median, weight) -
                        cell.observed);
    }
    if (error >= least) continue;
    least = error;
    best = weight;
  }
  return best;
}

}  // namespace

Forecaster drawn_towards(Forecaster ours, Forecaster rival, const MonthlySeries& observed,
                         std::vector<Origin> past) {
  const auto known = std::make_shared<Past>();  // made when first asked for
  return [ours = std::move(ours), rival = std::move(rival), &observed, past = std::move(past),
          known](const Origin& origin) {
    if (known->ours.empty()) {
      *known = {hindcast(past, observed, ours), hindcast(past, observed, rival)};
    }
    const double weight = best_weight(*known, origin.fit_end);
    std::vector<CellForecast> cells = ours(origin);
    const std::vector<CellForecast> other = rival(origin);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      cells[i].median = std::lerp(other[i].median, cells[i].median, weight);
    }
    return cells;
  };
}

}  // namespace ravenstein::calibration
