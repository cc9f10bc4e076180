// SPDX-License-Identifier: Apache-2.0
// The observation operator: what of a projection a register counts, and when.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "calibration/observation/error_model.hpp"
#include "engine/projection.hpp"

namespace ravenstein::calibration {

/// Types of counts that are never mixed or summed.
enum class CountKind : std::uint8_t { stock, flow, incident };
/// stock: present. flow (people, each once): entries, exits, returns. incident (movements):
/// arrivals, departures.
enum class CountOf : std::uint8_t { present, entries, exits, returns, arrivals, departures };
CountKind kind_of(CountOf of);

struct CountSeries {
  std::string name;
  CountOf of = CountOf::present;
  ErrorModel error;
};

/// One published number. A stock is of the end of `first_day`; others are of first_day..last_day.
struct Count {
  std::uint32_t series = 0;
  ZoneIndex zone = kNowhere;
  int first_day = 0, last_day = 0;
  double persons = 0;
};

/// The people (or movements) that the projection has for a count, times `hasten`: a stock from the
/// row that its day lies in, the others summed over the rows that begin in its days.
double people_for(const Projection& projection, CountOf of, const Count& count, double hasten);

/// The same for all counts, added to `people`.
void add_people(const Projection& projection, std::span<const CountSeries> series,
                std::span<const Count> counts, double hasten, std::span<double> people);

/// Sum of the log likelihoods of counts that are not missing (NaN).
double log_likelihood(std::span<const CountSeries> series, std::span<const Count> counts,
                      std::span<const double> people);
/// Half the sum of ((predicted - observed) / sd)^2 of the Gaussian views.
double half_squared_misfit(std::span<const CountSeries> series, std::span<const Count> counts,
                           std::span<const double> people);
/// sum |detected - counted| / sum counted; NaN if nobody was counted.
double wape(std::span<const CountSeries> series, std::span<const Count> counts,
            std::span<const double> people);

}  // namespace ravenstein::calibration
