// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/corridors.hpp"

#include <utility>

#include "calibration/scores/common_part.hpp"
#include "models/drivers/memory.hpp"
#include "models/movement/corridor_memory.hpp"

namespace ravenstein::calibration {

std::vector<double> corridor_memory(const MonthlyFlows& flows, int end_month,
                                    double half_life_months) {
  const double decay = models::decay_per_month(half_life_months);
  std::vector<double> memory(flows.zones * flows.zones);
  for (int month = flows.first_month; month < end_month; ++month) {
    const std::span<const double> now = flows.of(month);
    for (std::size_t cell = 0; cell < memory.size(); ++cell) {
      memory[cell] = decay * memory[cell] + now[cell];
    }
  }
  return memory;
}

std::vector<double> corridor_shares(std::span<const double> memory, std::span<const double> prior,
                                    double kappa_persons, std::size_t zones) {
  std::vector<double> shares(memory.size());
  const std::vector<double> even(zones, 1 / static_cast<double>(zones));
  for (std::size_t from = 0; from < zones; ++from) {
    models::corridor_shares(
        memory.subspan(from * zones, zones),
        prior.empty() ? std::span<const double>(even) : prior.subspan(from * zones, zones),
        kappa_persons, std::span(shares).subspan(from * zones, zones));
  }
  return shares;
}

ShareForecaster memory_shares(const MonthlyFlows& flows, double half_life_months) {
  return [&flows, half_life_months](const Origin& origin, int month) {
    return corridor_shares(corridor_memory(flows, origin.known_end(month), half_life_months), {}, 1,
                           flows.zones);
  };
}

ShareForecaster memory_shares(const MonthlyFlows& flows, double half_life_months,
                              ShareForecaster prior, double kappa_persons) {
  return [&flows, half_life_months, prior = std::move(prior), kappa_persons](const Origin& origin,
                                                                             int month) {
    return corridor_shares(corridor_memory(flows, origin.known_end(month), half_life_months),
                           prior(origin, month), kappa_persons, flows.zones);
  };
}

DestinationScores destination_scores(std::span<const Origin> origins, const MonthlyFlows& flows,
                                     const ShareForecaster& forecaster) {
  const std::size_t n = flows.zones;
  std::vector<double> forecast, observed, forecast_off, observed_off;
  for (const Origin& origin : origins) {
    for (int month = origin.first_month; month < origin.end_month(); ++month) {
      const std::vector<double> share = forecaster(origin, month);
      const std::span<const double> now = flows.of(month);
      for (std::size_t from = 0; from < n; ++from) {
        double departures = 0;
        for (std::size_t to = 0; to < n; ++to) departures += now[from * n + to];
        for (std::size_t to = 0; to < n; ++to) {
          forecast.push_back(departures * share[from * n + to]);
          observed.push_back(now[from * n + to]);
          if (from == to) continue;
          forecast_off.push_back(forecast.back());
          observed_off.push_back(observed.back());
        }
      }
    }
  }
  return {common_part(forecast, observed), common_part(forecast_off, observed_off)};
}

}  // namespace ravenstein::calibration
