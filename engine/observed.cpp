// SPDX-License-Identifier: Apache-2.0
#include "engine/observed.hpp"

#include <algorithm>

namespace ravenstein {

void correct(std::vector<ObservedSeries>& series,
             std::span<const RegistrationCorrection> corrections) {
  for (const RegistrationCorrection& correction : corrections) {
    const auto found = std::find_if(series.begin(), series.end(), [&](const ObservedSeries& s) {
      return s.zone == correction.zone;
    });
    if (found == series.end()) continue;
    std::vector<ObservedEntry>& entries = found->entries;
    for (std::size_t i = 1; i < entries.size(); ++i) {
      if (entries[i].day != correction.day || entries[i - 1].persons == 0) continue;
      const double factor = entries[i].persons / entries[i - 1].persons;
      for (std::size_t j = 0; j < i; ++j) entries[j].persons *= factor;
    }
  }
}

std::int64_t persons_on(const ObservedSeries& series, int day) {
  const std::vector<ObservedEntry>& entries = series.entries;
  if (entries.empty()) return 0;
  if (day <= entries.front().day) return static_cast<std::int64_t>(entries.front().persons);
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (day >= entries[i].day) continue;
    const ObservedEntry& before = entries[i - 1];
    const double share =
        static_cast<double>(day - before.day) / static_cast<double>(entries[i].day - before.day);
    return static_cast<std::int64_t>(before.persons +
                                     share * (entries[i].persons - before.persons));
  }
  return static_cast<std::int64_t>(entries.back().persons);
}

double ObservedDaily::total(int day) const {
  double sum = 0;
  for (const double persons_there : row(day)) sum += persons_there;
  return sum;
}

ObservedDaily daily(std::span<const ObservedSeries> series, int days, double hasten) {
  ObservedDaily table;
  table.days = days;
  for (const ObservedSeries& one : series) table.zones.push_back(one.zone);
  table.persons.reserve(series.size() * static_cast<std::size_t>(days));
  for (int day = 0; day < days; ++day) {
    for (const ObservedSeries& one : series) {
      table.persons.push_back(static_cast<double>(persons_on(one, day)) / hasten);
    }
  }
  return table;
}

}  // namespace ravenstein
