// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/hindcast.hpp"

#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

#include "calibration/scores/coverage.hpp"
#include "calibration/scores/crps.hpp"

namespace ravenstein::calibration {

std::vector<HindcastCell> hindcast(std::span<const Origin> origins, const MonthlySeries& observed,
                                   const Forecaster& forecaster) {
  std::vector<HindcastCell> cells;
  for (std::size_t o = 0; o < origins.size(); ++o) {
    std::vector<CellForecast> forecasts = forecaster(origins[o]);
    if (forecasts.size() != static_cast<std::size_t>(origins[o].months) * observed.zones) {
      throw std::logic_error("hindcast: expected a forecast per month and zone");
    }
    for (std::size_t i = 0; i < forecasts.size(); ++i) {
      const int month = origins[o].first_month + static_cast<int>(i / observed.zones);
      const std::size_t zone = i % observed.zones;
      cells.push_back({o, month, zone, std::move(forecasts[i]), observed.at(month, zone)});
    }
  }
  return cells;
}

std::vector<HindcastCell> period_totals(std::span<const HindcastCell> cells) {
  std::map<std::pair<std::size_t, std::size_t>, HindcastCell> totals;
  for (const HindcastCell& cell : cells) {
    const auto [at, is_new] = totals.try_emplace({cell.origin, cell.zone}, cell);
    if (is_new) {
      at->second.forecast.distribution.reset();
      continue;
    }
    HindcastCell& total = at->second;
    total.observed += cell.observed;
    total.forecast.median += cell.forecast.median;
    for (std::size_t i = 0; i < total.forecast.sample.size(); ++i) {
      total.forecast.sample[i] += cell.forecast.sample[i];
    }
  }
  std::vector<HindcastCell> sums;
  sums.reserve(totals.size());
  for (auto& [key, total] : totals) sums.push_back(std::move(total));
  return sums;
}

HindcastScores scores(std::span<const HindcastCell> cells) {
  const auto n = static_cast<double>(cells.size());
  double observed = 0;
  for (const HindcastCell& cell : cells) observed += cell.observed;
  HindcastScores result{.cells = cells.size()};
  for (const HindcastCell& cell : cells) {
    const CellForecast& forecast = cell.forecast;
    result.wape += std::abs(forecast.median - cell.observed) / observed;
    const std::vector<double> sample = sorted_sample(forecast.sample);
    result.crps += crps(sample, cell.observed) / observed;
    result.log_score +=
        forecast.distribution ? log_score(*forecast.distribution, cell.observed) / n : std::nan("");
    const double weight = sample.empty() ? std::nan("") : 1 / n;
    result.coverage50 += weight * (covered(sample, cell.observed, 0.5) ? 1 : 0);
    result.coverage90 += weight * (covered(sample, cell.observed, 0.9) ? 1 : 0);
    result.spread50 += weight * spread_coverage(sample, cell.observed, 0.5);
    result.spread90 += weight * spread_coverage(sample, cell.observed, 0.9);
  }
  return result;
}

}  // namespace ravenstein::calibration
