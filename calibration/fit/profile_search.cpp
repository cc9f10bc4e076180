// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/profile_search.hpp"

#include <algorithm>

namespace ravenstein::calibration {
namespace {

/// The profile of one parameter over evenly spaced values; the best value is one of them.
ProfileState profile_of(const ProfileSearch& state, std::size_t parameter) {
  const CmaSettings& limits = state.best.settings;
  ProfileSettings settings;
  settings.search = limits;
  settings.search.start = state.best.best;
  settings.search.seed =
      evaluation_key(limits.seed, 0, static_cast<std::uint32_t>(parameter) + 1).seed;
  settings.search.step.assign(limits.step.size(), 0.1);
  const auto searches = static_cast<std::int64_t>(limits.start.size()) * (state.points + 1);
  settings.search.most_evaluations = (state.most_evaluations - evaluations(state.best)) / searches;
  settings.parameter = parameter;
  for (int i = 0; i < state.points; ++i) {
    const double share = static_cast<double>(i) / (state.points - 1);
    settings.values.push_back(limits.lower[parameter] +
                              share * (limits.upper[parameter] - limits.lower[parameter]));
  }
  settings.values.push_back(state.best.best[parameter]);
  std::ranges::sort(settings.values);
  return start_profile(settings);
}

}  // namespace

std::vector<Evaluation> ask(const ProfileSearch& state) {
  if (!finished(state.best)) return ask(state.best);
  for (const ProfileState& profile : state.profiles) {
    if (!finished(profile)) return ask(profile);
  }
  return {};
}

void tell(ProfileSearch& state, std::span<const Outcome> outcomes) {
  if (!finished(state.best)) {
    tell(state.best, outcomes);
    if (!finished(state.best) || state.best.best.empty()) return;
    for (std::size_t p = 0; p < state.best.settings.start.size(); ++p) {
      state.profiles.push_back(profile_of(state, p));
    }
    return;
  }
  const auto next =
      std::ranges::find_if(state.profiles, [](const ProfileState& p) { return !finished(p); });
  if (next != state.profiles.end()) tell(*next, outcomes);
}

bool finished(const ProfileSearch& state) {
  return finished(state.best) &&
         std::ranges::all_of(state.profiles, [](const ProfileState& p) { return finished(p); });
}

}  // namespace ravenstein::calibration
