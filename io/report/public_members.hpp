// SPDX-License-Identifier: Apache-2.0
// What may be told of the members of an ensemble: as much as of their quantiles.
#pragma once

#include <span>

#include "io/report/zone_people.hpp"
#include "models/disclosure/settings.hpp"

namespace ravenstein::io {

/// Whether quantiles of the members' people may be shown: those of the file and those of
/// comparisons. True where the file does not tell its members.
bool members_may_be_shown(const ProjectionFile& file, PeopleOf what,
                          std::span<const ZoneIndex> zones,
                          const models::DisclosureSettings& settings);

/// Whether the share of members above a zone's capacity may be shown: they may be by themselves, at
/// the end and at the most, and the capacity is not a number of few people.
bool exceedance_may_be_shown(const ProjectionFile& file, ZoneIndex zone,
                             const models::DisclosureSettings& settings);

}  // namespace ravenstein::io
