// SPDX-License-Identifier: Apache-2.0
// What may be told of the members of an ensemble: as much as of their quantiles.
#pragma once

#include <span>

#include "io/report/zone_people.hpp"
#include "models/disclosure/settings.hpp"

namespace ravenstein::io {

/// What each member of a file says of people. The file must outlive it.
class PublicMembers {
 public:
  PublicMembers(const ProjectionFile& file, PeopleOf what, models::DisclosureSettings settings);

  /// Whether quantiles of the members' people may be shown: those of the file and those of
  /// comparisons. True where the file does not tell its members.
  bool may_be_shown(std::span<const ZoneIndex> zones) const;

 private:
  const ProjectionFile& file_;
  ZonePeople people_;
  models::DisclosureSettings settings_;
};

/// How likely the capacities of a file's zones are exceeded.
class PublicExceedance {
 public:
  PublicExceedance(const ProjectionFile& file, const models::DisclosureSettings& settings);

  /// Whether the share of members above a zone's capacity may be shown: they may be by themselves,
  /// at the end and at the most, and the capacity is not a number of few people.
  bool may_be_shown(ZoneIndex zone) const;

 private:
  const ProjectionFile& file_;
  double smallest_;
  PublicMembers end_, peak_;
};

}  // namespace ravenstein::io
