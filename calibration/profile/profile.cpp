// SPDX-License-Identifier: Apache-2.0
#include "calibration/profile/profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "calibration/scores/normal.hpp"

namespace ravenstein::calibration {
namespace {

void erase_at(std::vector<double>& list, std::size_t at) {
  if (!list.empty()) list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
}

/// The search over all but the parameter that is held.
CmaSettings others(const ProfileSettings& s, std::size_t point) {
  CmaSettings rest = s.search;
  for (auto list :
       {&CmaSettings::start, &CmaSettings::step, &CmaSettings::lower, &CmaSettings::upper}) {
    erase_at(rest.*list, s.parameter);
  }
  rest.seed = evaluation_key(s.search.seed, static_cast<std::uint32_t>(point), 0).seed;
  return rest;
}

/// Where the profile crosses `limit` between an inner point and the next one outwards.
double crossing(double inner, double inner_rise, double outer, double outer_rise, double limit) {
  if (std::isinf(outer_rise)) return inner;
  const auto root = [](double rise) { return std::sqrt(std::max(0.0, rise)); };
  return inner +
         (outer - inner) * (root(limit) - root(inner_rise)) / (root(outer_rise) - root(inner_rise));
}

}  // namespace

ProfileState start_profile(const ProfileSettings& settings) {
  if (settings.values.empty()) throw std::invalid_argument("profile: expected values to hold");
  if (settings.parameter >= settings.search.start.size()) {
    throw std::invalid_argument("profile: there is no such parameter");
  }
  ProfileState state;
  state.settings = settings;
  for (std::size_t i = 0; i < settings.values.size() && settings.search.start.size() > 1; ++i) {
    state.searches.push_back(start_cma(others(settings, i)));
  }
  return state;
}

std::vector<Evaluation> ask(const ProfileState& state) {
  const ProfileSettings& s = state.settings;
  std::vector<Evaluation> batch;
  if (state.searches.empty()) {
    for (const double value : s.values)
      batch.push_back({{value}, evaluation_key(s.search.seed, 0, 0)});
    return batch;
  }
  for (std::size_t i = 0; i < state.searches.size(); ++i) {
    if (finished(state.searches[i])) continue;
    for (Evaluation& run : ask(state.searches[i])) {
      run.parameters.insert(run.parameters.begin() + static_cast<std::ptrdiff_t>(s.parameter),
                            s.values[i]);
      batch.push_back(std::move(run));
    }
  }
  return batch;
}

void tell(ProfileState& state, std::span<const Outcome> outcomes) {
  if (state.searches.empty()) {
    for (const Outcome& outcome : outcomes) {
      const bool known = outcome.usable() && !outcome.values.empty();
      state.alone.push_back(known ? outcome.values[0] : std::numeric_limits<double>::infinity());
    }
    return;
  }
  std::size_t at = 0;
  for (CmaState& search : state.searches) {
    if (finished(search)) continue;
    const std::size_t count = ask(search).size();
    tell(search, outcomes.subspan(at, count));
    at += count;
  }
}

bool finished(const ProfileState& state) {
  if (state.searches.empty()) return !state.alone.empty();
  return std::all_of(state.searches.begin(), state.searches.end(),
                     [](const CmaState& search) { return finished(search); });
}

std::vector<double> profile_values(const ProfileState& state) {
  std::vector<double> values = state.alone;
  for (const CmaState& search : state.searches) values.push_back(search.best_value);
  return values;
}

ProfileInterval profile_interval(std::span<const double> values, std::span<const double> profile,
                                 double least, double level) {
  if (values.empty() || values.size() != profile.size()) {
    throw std::invalid_argument("profile: expected a profile value for each value");
  }
  const double z = normal_quantile((1 + level) / 2);
  const double limit = z * z;
  const auto rise = [&](std::size_t i) { return 2 * (profile[i] - least); };
  const auto best =
      static_cast<std::size_t>(std::min_element(profile.begin(), profile.end()) - profile.begin());
  ProfileInterval interval{values.front(), values.back(), true, true};
  for (std::size_t i = best; i-- > 0;) {
    if (rise(i) < limit) continue;
    interval.lower = crossing(values[i + 1], rise(i + 1), values[i], rise(i), limit);
    interval.open_below = false;
    break;
  }
  for (std::size_t i = best + 1; i < values.size(); ++i) {
    if (rise(i) < limit) continue;
    interval.upper = crossing(values[i - 1], rise(i - 1), values[i], rise(i), limit);
    interval.open_above = false;
    break;
  }
  return interval;
}

}  // namespace ravenstein::calibration
