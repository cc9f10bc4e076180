// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/filter_leads.hpp"

#include <algorithm>

#include "calibration/assimilation/assimilate.hpp"
#include "engine/core/quantile.hpp"

namespace ravenstein::calibration {
namespace {

/// What the members say of a camp.
struct CampForecast {
  double mean = 0;
  double lower[2]{}, upper[2]{};
};

CampForecast camp_forecast(const RunFilter& filter, ZoneIndex zone) {
  std::vector<double> persons;
  for (std::size_t m = 0; m < filter.members(); ++m) persons.push_back(filter.present(m)[zone]);
  CampForecast one;
  for (const double p : persons) one.mean += p / static_cast<double>(persons.size());
  std::sort(persons.begin(), persons.end());
  for (std::size_t k = 0; k < std::size(kFilterLevels); ++k) {
    one.lower[k] = quantile_of_sorted(persons, (1 - kFilterLevels[k]) / 2);
    one.upper[k] = quantile_of_sorted(persons, (1 + kFilterLevels[k]) / 2);
  }
  return one;
}

LeadForecast as_observed(const ObservedDaily& daily, int lead_days) {
  LeadForecast forecast{lead_days, daily.persons, {}, {}};
  for (std::size_t k = 0; k < std::size(kFilterLevels); ++k) {
    forecast.lower[k] = forecast.upper[k] = daily.persons;
  }
  return forecast;
}

void put(LeadForecast& forecast, std::size_t at, const CampForecast& one) {
  forecast.mean[at] = one.mean;
  for (std::size_t k = 0; k < std::size(kFilterLevels); ++k) {
    forecast.lower[k][at] = one.lower[k];
    forecast.upper[k][at] = one.upper[k];
  }
}

}  // namespace

std::vector<PeopleCount> counts_of(const CampObservations& observed) {
  std::vector<PeopleCount> counts;
  for (const ObservedSeries& series : observed.series) {
    for (const ObservedEntry& entry : series.entries) {
      counts.push_back({series.zone, entry.day, entry.persons});
    }
  }
  return counts;
}

std::vector<LeadForecast> filter_leads(const Scenario& scenario, const FilterPlan& plan,
                                       const CampObservations& observed, std::span<const int> leads,
                                       std::uint64_t seed) {
  const std::vector<FilterUpdate> updates = updates_of(scenario, plan, counts_of(observed));
  const MakeDrawn make = make_drawn(scenario);
  const std::vector<ZoneIndex>& camps = observed.daily.zones;
  std::vector<LeadForecast> forecasts;
  for (const int lead : leads) forecasts.push_back(as_observed(observed.daily, lead));
  const int longest = *std::max_element(leads.begin(), leads.end());
  const int days = scenario.period.days;
  RunFilter filter(scenario, plan, make, seed);
  for (std::size_t u = 0; u <= updates.size(); ++u) {
    if (u > 0) filter.update(updates[u - 1]);
    // What is known from the end of the first to the end of the last of these days.
    const int first = u > 0 ? updates[u - 1].steps - 1 : -1;
    const int last = u < updates.size() ? updates[u].steps - 2 : days;
    RunFilter ahead(scenario, plan, make, seed);
    if (u > 0) ahead.restore(filter.checkpoint());
    for (int day = first + 1; day < std::min(days, last + longest + 1); ++day) {
      ahead.advance(day + 1);
      for (std::size_t x = 0; x < camps.size(); ++x) {
        const CampForecast one = camp_forecast(ahead, camps[x]);
        for (LeadForecast& forecast : forecasts) {
          const int origin = day - forecast.lead_days;
          if (origin < first || origin > last) continue;
          put(forecast, static_cast<std::size_t>(day) * camps.size() + x, one);
        }
      }
    }
  }
  return forecasts;
}

}  // namespace ravenstein::calibration
