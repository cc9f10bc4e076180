// SPDX-License-Identifier: Apache-2.0
// What was observed: people counted in a zone on some days, and what lies between.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/world/zone.hpp"

namespace ravenstein {

/// One published count; the day may lie before day 0 or after the period.
struct ObservedEntry {
  int day = 0;
  double persons = 0;
};

/// The counts of one zone in the order of their file.
struct ObservedSeries {
  ZoneIndex zone = kNowhere;
  std::vector<ObservedEntry> entries;
};

/// A revision known only later: all earlier entries are scaled so that the series does not jump on
/// that day (Flee's "level-1 correction", reference: Flee, RefugeeTable).
struct RegistrationCorrection {
  ZoneIndex zone = kNowhere;
  int day = 0;
};

/// Applies the corrections in order: at every entry i > 0 dated on the correction's day, all
/// entries before i are multiplied by v_i / v_(i-1).
void correct(std::vector<ObservedSeries>& series,
             std::span<const RegistrationCorrection> corrections);

/// Persons on a day: linear between entries, constant outside, truncated to whole persons.
std::int64_t persons_on(const ObservedSeries& series, int day);

/// Daily persons, rows = days, columns = series: d[t][x] as persons_on gives them, divided by
/// `hasten` (without rounding).
struct ObservedDaily {
  std::vector<ZoneIndex> zones;
  int days = 0;
  std::vector<double> persons;  ///< days * zones.size()

  double at(int day, std::size_t column) const {
    return persons[static_cast<std::size_t>(day) * zones.size() + column];
  }
  std::span<const double> row(int day) const {
    return std::span(persons).subspan(static_cast<std::size_t>(day) * zones.size(), zones.size());
  }
  double total(int day) const;
};

ObservedDaily daily(std::span<const ObservedSeries> series, int days, double hasten = 1);

}  // namespace ravenstein
