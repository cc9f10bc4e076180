// SPDX-License-Identifier: Apache-2.0
// People of a projection by zone without time, member by member where the file tells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/projection/contents.hpp"

namespace ravenstein::io {

enum class PeopleOf : std::uint8_t {
  present_end,      ///< displaced and refugees on the last day
  present_peak,     ///< the most of them in any row; zones peak at different times: no sum
  arrivals_period,  ///< arrivals of the whole period
};

/// In people, not in counts (ProjectionFile::hasten).
class ZonePeople {
 public:
  ZonePeople(const ProjectionFile& file, PeopleOf what);

  /// What each member says of zones together; a single run is one member; empty if the file does
  /// not tell.
  std::vector<double> members_of(std::span<const ZoneIndex> zones) const;
  std::vector<double> members_of(ZoneIndex zone) const { return members_of({&zone, 1}); }
  /// Mean of the members. NaN where neither members nor statistics tell.
  double mean_of(std::span<const ZoneIndex> zones) const;
  double mean_of(ZoneIndex zone) const { return mean_of({&zone, 1}); }

 private:
  void read_run(const Projection& run, PeopleOf what);
  void read_statistics(const EnsembleRecord& ensemble, PeopleOf what, std::size_t rows);

  std::size_t zones_ = 0;
  std::size_t members_ = 0;
  double stands_for_ = 1;
  std::vector<double> values_;  ///< members x zones
  std::vector<double> means_;   ///< zones; without members only
};

}  // namespace ravenstein::io
