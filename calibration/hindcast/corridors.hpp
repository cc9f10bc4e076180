// SPDX-License-Identifier: Apache-2.0
// Where displaced people go, given how many leave: recent shares of each corridor, drawn towards a
// gravity law, and the rivals that use only one of the two.
#pragma once

#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "calibration/hindcast/origins.hpp"

namespace ravenstein::calibration {

/// Persons counted per month, from, to; month-major, then from.
struct MonthlyFlows {
  int first_month = 0;
  int months = 0;
  std::size_t zones = 0;
  std::vector<double> persons;

  MonthlyFlows(int first, int count, std::size_t zone_count)
      : first_month(first),
        months(count),
        zones(zone_count),
        persons(static_cast<std::size_t>(count) * zone_count * zone_count) {}

  int end_month() const { return first_month + months; }
  std::span<const double> of(int month) const {
    return std::span(persons).subspan(static_cast<std::size_t>(month - first_month) * zones * zones,
                                      zones * zones);
  }
  double& at(int month, std::size_t from, std::size_t to) {
    return persons[(static_cast<std::size_t>(month - first_month) * zones + from) * zones + to];
  }
};

/// Half-life of a memory that forgets nothing.
inline constexpr double kNeverForgets = std::numeric_limits<double>::infinity();

/// N_ij = sum_age 0.5^(age / half-life) x flow over the months from the first to end - 1, age 0 for
/// the last; zones x zones.
std::vector<double> corridor_memory(const MonthlyFlows& flows, int end_month,
                                    double half_life_months);

/// Shares of models/movement/corridor_memory.hpp, kappa > 0 pseudo-persons. `prior` is q, whose
/// rows sum to one; empty: 1 / zones everywhere.
std::vector<double> corridor_shares(std::span<const double> memory, std::span<const double> prior,
                                    double kappa_persons, std::size_t zones);

/// Shares per from and to (zones x zones), of a month of an origin; sees flows before known_end.
using ShareForecaster = std::function<std::vector<double>(const Origin& origin, int month)>;

/// Corridor shares of what was known, and one pseudo-person spread evenly.
ShareForecaster memory_shares(const MonthlyFlows& flows, double half_life_months);
/// The same drawn towards another forecast.
ShareForecaster memory_shares(const MonthlyFlows& flows, double half_life_months,
                              ShareForecaster prior, double kappa_persons);

struct DestinationScores {
  double all = 0;           ///< CPC over all cells (month, from, to)
  double off_diagonal = 0;  ///< over those between different zones
};

/// Forecast flows are the observed departures of each zone and month times the shares.
DestinationScores destination_scores(std::span<const Origin> origins, const MonthlyFlows& flows,
                                     const ShareForecaster& forecaster);

}  // namespace ravenstein::calibration
