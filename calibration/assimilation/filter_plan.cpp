// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/filter_plan.hpp"

#include <algorithm>
#include <map>

namespace ravenstein::calibration {
namespace {

/// Steps done at the end of the step, or of the calendar month, that holds the day.
int steps_at(const Period& period, int day, bool by_month) {
  int step = period.step_of(day);
  const auto month_of = [&](int s) { return month_number(period.date_of(period.first_day(s))); };
  while (by_month && step + 1 < period.steps() && month_of(step + 1) == month_of(step)) ++step;
  return step + 1;
}

}  // namespace

std::vector<FilterUpdate> filter_updates(const Period& period, std::span<const PeopleCount> counts,
                                         bool by_month, bool earlier_too) {
  std::map<int, std::map<ZoneIndex, PeopleCount>> by_step;
  for (const PeopleCount& count : counts) {
    if ((count.day < 0 && !earlier_too) || count.day >= period.days) continue;
    auto& zones = by_step[steps_at(period, std::max(0, count.day), by_month)];
    const auto [known, is_new] = zones.try_emplace(count.zone, count);
    if (!is_new && known->second.day <= count.day) known->second = count;
  }
  std::vector<FilterUpdate> updates;
  for (const auto& [steps, zones] : by_step) {
    updates.push_back({steps, {}});
    for (const auto& [zone, count] : zones) updates.back().counts.push_back(count);
  }
  return updates;
}

}  // namespace ravenstein::calibration
