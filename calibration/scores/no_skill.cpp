// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/no_skill.hpp"

#include <utility>

#include "calibration/nowcast/last_reports.hpp"

namespace ravenstein::calibration {
namespace {

/// `total` divided as `weight`; equally where nothing is known (no weight).
void divide(double total, std::span<const double> weight, std::span<double> persons) {
  double sum = 0;
  for (const double w : weight) sum += w;
  for (std::size_t x = 0; x < weight.size(); ++x) {
    persons[x] = sum > 0 ? total * weight[x] / sum : total / static_cast<double>(weight.size());
  }
}

/// Every day's total divided as `weight`.
Forecast constant_share(const CampObservations& observed, std::span<const double> weight) {
  const ObservedDaily& daily = observed.daily;
  Forecast forecast;
  forecast.persons.resize(daily.persons.size());
  for (int t = 0; t < daily.days; ++t) {
    const std::size_t row = static_cast<std::size_t>(t) * weight.size();
    divide(daily.total(t), weight, std::span(forecast.persons).subspan(row, weight.size()));
  }
  return forecast;
}

std::vector<double> last_reported(const CampObservations& observed, int day) {
  return last_reports(observed.series, day, 0).persons;
}

std::vector<double> row_of(const ObservedDaily& daily, int day) {
  const std::span<const double> row = daily.row(day);
  return {row.begin(), row.end()};
}

Forecast named(Forecast forecast, std::string name, std::string information) {
  forecast.name = std::move(name);
  forecast.information = std::move(information);
  return forecast;
}

}  // namespace

Forecast equal_share(const CampObservations& observed) {
  const std::vector<double> weight(observed.codes.size(), 1.0);
  return named(constant_share(observed, weight), "equal", "totals");
}

std::optional<Forecast> capacity_share(const CampObservations& observed) {
  std::vector<double> weight;
  for (const auto& capacity : observed.capacity) {
    if (!capacity) return {};
    weight.push_back(static_cast<double>(*capacity));
  }
  Forecast forecast =
      named(constant_share(observed, weight), "capacity", "totals, capacity column");
  forecast.uses_capacity = true;
  return forecast;
}

Forecast frozen_share(const CampObservations& observed, int day) {
  return named(
      constant_share(observed, row_of(observed.daily, day)), "frozen" + std::to_string(day),
      day == 0 ? "totals, day 0"
               : "totals, day " + std::to_string(day) + " (interpolated: knows later entries)");
}

Forecast frozen_share_reported(const CampObservations& observed, int day) {
  return named(constant_share(observed, last_reported(observed, day)),
               "frozen" + std::to_string(day) + "hon",
               "totals, entries dated to day " + std::to_string(day));
}

Forecast last_observed_shares(const CampObservations& observed) {
  const ObservedDaily& daily = observed.daily;
  const std::size_t camps = observed.codes.size();
  Forecast forecast;
  forecast.persons = row_of(daily, 0);
  forecast.persons.resize(daily.persons.size());
  for (int t = 1; t < daily.days; ++t) {
    divide(daily.total(t), last_reported(observed, t - 1),
           std::span(forecast.persons).subspan(static_cast<std::size_t>(t) * camps, camps));
  }
  return named(std::move(forecast), "locf", "totals, entries dated to the day before");
}

std::vector<Forecast> no_skill_forecasts(const CampObservations& observed) {
  constexpr int kDay = 30;
  std::vector<Forecast> forecasts;
  if (observed.codes.empty() || observed.daily.days == 0) return forecasts;
  forecasts.push_back(equal_share(observed));
  if (auto capacity = capacity_share(observed)) forecasts.push_back(std::move(*capacity));
  forecasts.push_back(frozen_share(observed, 0));
  if (observed.daily.days > kDay) {
    forecasts.push_back(frozen_share(observed, kDay));
    forecasts.push_back(frozen_share_reported(observed, kDay));
  }
  forecasts.push_back(last_observed_shares(observed));
  return forecasts;
}

}  // namespace ravenstein::calibration
