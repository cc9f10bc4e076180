// SPDX-License-Identifier: Apache-2.0
#include "engine/move_tally.hpp"

#include "engine/recorder.hpp"

namespace ravenstein {
namespace {

/// Up to here every pair of zones has a counter for each country: 0.5 MB.
constexpr std::size_t kMostCounters = std::size_t{1} << 17;

std::size_t counters(const Countries& countries) {
  const std::size_t needed = countries.count() * countries.zones() * countries.zones();
  return needed <= kMostCounters ? needed : 0;
}

}  // namespace

MoveTally::MoveTally(const Countries& countries)
    : countries_(&countries),
      zones_(static_cast<std::uint32_t>(countries.zones())),
      by_pair_(counters(countries) > 0),
      departed_(countries.count() * zones_),
      arrived_(counters(countries)) {}

void MoveTally::tell(Recorder& recorder) {
  for (std::size_t i = 0; i < departed_.size(); ++i) {
    if (departed_[i] == 0) continue;
    const auto from = static_cast<ZoneIndex>(i % zones_);
    recorder.depart(from, 0, abroad(i / zones_, from), departed_[i]);
    departed_[i] = 0;
  }
  for (std::size_t i = 0; i < arrived_.size(); ++i) {
    if (arrived_[i] == 0) continue;
    const auto to = static_cast<ZoneIndex>(i % zones_);
    const auto from = static_cast<ZoneIndex>(i / zones_ % zones_);
    recorder.arrive(from, to, 0, abroad(i / zones_ / zones_, to), arrived_[i]);
    arrived_[i] = 0;
  }
  for (const auto& [row, from, to] : arrivals_) {
    recorder.arrive(from, to, 0, abroad(row / zones_, to), 1);
  }
  arrivals_.clear();
}

}  // namespace ravenstein
