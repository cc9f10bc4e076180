// SPDX-License-Identifier: Apache-2.0
#include "calibration/nowcast/last_reports.hpp"

namespace ravenstein::calibration {

const ObservedEntry* last_entry(const ObservedSeries& series, int day) {
  std::size_t low = 0;
  std::size_t high = series.entries.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (day < series.entries[middle].day) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low == 0 ? nullptr : &series.entries[low - 1];
}

LastReports last_reports(std::span<const ObservedSeries> camps, int day, int lead_days) {
  LastReports known;
  for (const ObservedSeries& camp : camps) {
    const ObservedEntry* last = last_entry(camp, day - lead_days);
    known.persons.push_back(last == nullptr ? 0 : last->persons);
    known.age_days.push_back(last == nullptr ? day : day - last->day);
  }
  return known;
}

}  // namespace ravenstein::calibration
