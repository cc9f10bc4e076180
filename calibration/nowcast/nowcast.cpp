// SPDX-License-Identifier: Apache-2.0
#include "calibration/nowcast/nowcast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace ravenstein::calibration {
namespace {

/// False if nothing is above 0.
bool normalise(std::vector<double>& weight) {
  const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
  if (!(sum > 0)) return false;
  for (double& w : weight) w /= sum;
  return true;
}

}  // namespace

NowcastDay nowcast(double total, LastReports known, std::vector<double> newcomers,
                   double age_exponent) {
  NowcastDay day;
  day.total = total;
  day.known = std::move(known);
  day.newcomers = std::move(newcomers);
  const std::vector<double>& o = day.known.persons;
  day.residual = total - std::accumulate(o.begin(), o.end(), 0.0);
  const std::vector<double>& base = day.residual < 0 ? o : day.newcomers;
  day.share = base;
  for (std::size_t x = 0; x < base.size(); ++x) {
    day.share[x] *= std::pow(day.known.age_days[x], age_exponent);
  }
  if (!normalise(day.share)) day.share = base;
  if (!normalise(day.share)) {
    day.share.assign(base.size(), 1 / static_cast<double>(base.size()));
  }
  for (std::size_t x = 0; x < o.size(); ++x) {
    day.persons.push_back(std::max(0.0, o[x] + day.residual * day.share[x]));
  }
  return day;
}

std::vector<NowcastDay> nowcasts(const Scenario& scenario, Behaviour& behaviour,
                                 const CampObservations& observed, int lead_days,
                                 std::span<const int> days) {
  DestinationShares shares(scenario, behaviour);
  std::vector<NowcastDay> found;
  for (const int day : days) {
    LastReports known = last_reports(observed.series, day, lead_days);
    std::vector<double> p = shares.on(day, observed.daily.zones, known.persons);
    found.push_back(nowcast(observed.daily.total(day), std::move(known), std::move(p)));
    found.back().day = day;
  }
  return found;
}

Forecast nowcast_forecast(const Scenario& scenario, Behaviour& behaviour,
                          const CampObservations& observed, int lead_days) {
  const int first = std::min(lead_days, observed.daily.days);
  std::vector<int> days(static_cast<std::size_t>(observed.daily.days - first));
  std::iota(days.begin(), days.end(), first);
  Forecast forecast{.name = fmt::format("nowcast, {} days ahead", lead_days),
                    .information = fmt::format("totals, entries dated {} days before", lead_days),
                    .persons = {}};
  for (int t = 0; t < first; ++t) {
    const auto row = observed.daily.row(t);
    forecast.persons.insert(forecast.persons.end(), row.begin(), row.end());
  }
  for (const NowcastDay& day : nowcasts(scenario, behaviour, observed, lead_days, days)) {
    forecast.persons.insert(forecast.persons.end(), day.persons.begin(), day.persons.end());
  }
  return forecast;
}

Forecast carried_forward(const CampObservations& observed, int lead_days) {
  Forecast forecast{.name = fmt::format("locf, {} days ahead", lead_days),
                    .information = fmt::format("totals, entries dated {} days before", lead_days),
                    .persons = {}};
  for (int t = 0; t < observed.daily.days; ++t) {
    std::vector<double> share = last_reports(observed.series, t, lead_days).persons;
    if (!normalise(share)) share.assign(share.size(), 1 / static_cast<double>(share.size()));
    for (const double s : share) forecast.persons.push_back(s * observed.daily.total(t));
  }
  return forecast;
}

}  // namespace ravenstein::calibration
