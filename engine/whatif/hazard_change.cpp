// SPDX-License-Identifier: Apache-2.0
#include "engine/whatif/hazard_change.hpp"

#include <algorithm>
#include <stdexcept>

namespace ravenstein {
namespace {

bool holds(const HazardChange& change, int day) {
  return change.first_day <= day && day < change.end_day;
}

void multiply(const HazardChange& change, std::span<double> of_cause) {
  if (change.zones.empty()) {
    for (double& value : of_cause) value *= change.scale;
  }
  for (const ZoneIndex zone : change.zones) of_cause[zone] *= change.scale;
}

std::size_t index_of(const std::string& cause, std::span<const std::string> causes) {
  const auto found = std::find(causes.begin(), causes.end(), cause);
  if (found == causes.end()) throw std::invalid_argument("no cause " + cause);
  return static_cast<std::size_t>(found - causes.begin());
}

/// Days on which another set of changes begins to hold, within the step, and its end.
std::vector<int> bounds(std::span<const HazardChange> changes, int first_day, int end_day) {
  std::vector<int> days{first_day, end_day};
  for (const HazardChange& change : changes) {
    for (const int day : {change.first_day, change.end_day}) {
      if (day > first_day && day < end_day) days.push_back(day);
    }
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace

std::vector<double> hazard_scales(std::span<const HazardChange> changes,
                                  std::span<const std::string> causes, std::size_t zones,
                                  int first_day, int days) {
  const int end_day = first_day + days;
  const bool any = std::any_of(changes.begin(), changes.end(), [&](const HazardChange& change) {
    return change.first_day < end_day && change.end_day > first_day;
  });
  if (!any) return {};
  std::vector<double> mean(causes.size() * zones, 0.0);
  const std::vector<int> parts = bounds(changes, first_day, end_day);
  for (std::size_t p = 0; p + 1 < parts.size(); ++p) {
    std::vector<double> scale(mean.size(), 1.0);
    for (const HazardChange& change : changes) {
      if (!holds(change, parts[p])) continue;
      multiply(change, std::span(scale).subspan(index_of(change.cause, causes) * zones, zones));
    }
    const double share = static_cast<double>(parts[p + 1] - parts[p]) / days;
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += share * scale[i];
  }
  return mean;
}

}  // namespace ravenstein
