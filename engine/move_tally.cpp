// SPDX-License-Identifier: Apache-2.0
#include "engine/move_tally.hpp"

#include "engine/recorder.hpp"

namespace ravenstein {
namespace {

/// Up to here every pair of zones has a counter: 0.5 MB.
constexpr std::size_t kDenseZones = 256;

}  // namespace

MoveTally::MoveTally(const Countries& countries, const Movers& people)
    : countries_(&countries),
      people_(&people),
      zones_(countries.zones()),
      departed_(2 * zones_),
      arrived_(zones_ <= kDenseZones ? 2 * zones_ * zones_ : 0) {}

void MoveTally::tell(Recorder& recorder) {
  for (std::size_t i = 0; i < departed_.size(); ++i) {
    if (departed_[i] == 0) continue;
    recorder.depart(static_cast<ZoneIndex>(i / 2), 0, i % 2 != 0, departed_[i]);
    departed_[i] = 0;
  }
  for (std::size_t i = 0; i < arrived_.size(); ++i) {
    if (arrived_[i] == 0) continue;
    recorder.arrive(static_cast<ZoneIndex>(i / 2 / zones_), static_cast<ZoneIndex>(i / 2 % zones_),
                    0, i % 2 != 0, arrived_[i]);
    arrived_[i] = 0;
  }
  for (const auto& [from, to, abroad] : arrivals_) recorder.arrive(from, to, 0, abroad != 0, 1);
  arrivals_.clear();
}

}  // namespace ravenstein
