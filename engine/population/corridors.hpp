// SPDX-License-Identifier: Apache-2.0
// People away from home (or displaced within it) as counts, by the place where they are and the
// zone they call home. A corridor exists once somebody has used it.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/population/status.hpp"
#include "engine/world/zone.hpp"

namespace ravenstein {

inline constexpr std::size_t kAwayStatuses = 3;  ///< displaced, stranded, integrated

using CorridorIndex = std::uint32_t;
inline constexpr CorridorIndex kNoCorridor = std::numeric_limits<CorridorIndex>::max();

/// Counts per corridor: status x cause x stratum, the stratum fastest. Home kNowhere: not known.
template <class Count>
class Corridors {
 public:
  Corridors(std::size_t zones, std::size_t causes, std::size_t strata,
            std::size_t statuses = kAwayStatuses)
      : cells_per_status_(causes * strata), statuses_(statuses), at_(zones) {}

  std::size_t size() const { return ends_.size(); }
  ZoneIndex place(CorridorIndex c) const { return ends_[c].place; }
  ZoneIndex home(CorridorIndex c) const { return ends_[c].home; }
  /// In the order in which they were opened.
  std::span<const CorridorIndex> at(ZoneIndex place) const { return at_[place]; }

  std::span<Count> cells(CorridorIndex c, Status status) {
    return std::span(counts_).subspan(offset(c, status), cells_per_status_);
  }
  std::span<const Count> cells(CorridorIndex c, Status status) const {
    return std::span(counts_).subspan(offset(c, status), cells_per_status_);
  }

  CorridorIndex open(ZoneIndex place, ZoneIndex home) {
    const auto next = static_cast<CorridorIndex>(ends_.size());
    const auto [found, is_new] = index_.try_emplace(key(place, home), next);
    if (is_new) {
      ends_.push_back({place, home});
      counts_.resize(counts_.size() + statuses_ * cells_per_status_);
      at_[place].push_back(next);
    }
    return found->second;
  }

 private:
  struct Ends {
    ZoneIndex place, home;
  };
  std::size_t offset(CorridorIndex c, Status status) const {
    return (c * statuses_ + static_cast<std::size_t>(status)) * cells_per_status_;
  }
  static std::uint64_t key(ZoneIndex place, ZoneIndex home) {
    return std::uint64_t{place} << 32 | home;
  }

  std::size_t cells_per_status_;
  std::size_t statuses_;  ///< how many, from `displaced` on
  std::vector<Ends> ends_;
  std::vector<Count> counts_;
  std::vector<std::vector<CorridorIndex>> at_;
  std::unordered_map<std::uint64_t, CorridorIndex> index_;
};

}  // namespace ravenstein
