// SPDX-License-Identifier: Apache-2.0
#include "calibration/observation/recounts.hpp"

#include <algorithm>

namespace ravenstein::calibration {

std::vector<Recount> recounts_of(std::span<const ObservedSeries> counted,
                                 std::span<const RegistrationCorrection> corrections) {
  std::vector<Recount> recounts;
  for (const RegistrationCorrection& correction : corrections) {
    const auto series = std::find_if(counted.begin(), counted.end(), [&](const ObservedSeries& s) {
      return s.zone == correction.zone;
    });
    if (series == counted.end()) continue;
    const std::vector<ObservedEntry>& entries = series->entries;
    for (std::size_t i = 1; i < entries.size(); ++i) {
      if (entries[i].day != correction.day || entries[i - 1].persons == 0) continue;
      recounts.push_back(
          {correction.zone, correction.day, entries[i].persons / entries[i - 1].persons});
    }
  }
  return recounts;
}

double recount_factor(std::span<const Recount> recounts, ZoneIndex zone, int day) {
  double factor = 1;
  for (const Recount& recount : recounts) {
    if (recount.zone == zone && day < recount.day) factor *= recount.factor;
  }
  return factor;
}

}  // namespace ravenstein::calibration
