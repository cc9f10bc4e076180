// SPDX-License-Identifier: Apache-2.0
// Zones with too few people to be shown by themselves are shown together, with others of their
// region, then country, then all; the same ones in all scenarios and all tables.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/world/zone.hpp"
#include "models/disclosure/settings.hpp"
#include "models/disclosure/spans.hpp"

namespace ravenstein::models {

/// What is shown as one.
struct Place {
  std::vector<ZoneIndex> zones;  ///< rising
  Spans spans;
  std::string region, country;  ///< empty: of several
};

/// People in one scenario: rows x zones.
struct ZoneHistory {
  std::size_t zones = 0;
  std::vector<double> present;
  std::vector<double> arrivals;  ///< may be empty
  std::vector<double> before{};  ///< zones: present before the first row; empty: nobody
};

/// A partition of the zones: those that stand alone in their order, then those together. If all
/// people of all zones are too few, there are no places at all.
std::vector<Place> public_places(std::span<const Zone> zones,
                                 std::span<const ZoneHistory> scenarios,
                                 const DisclosureSettings& settings,
                                 std::span<const std::uint8_t> may_end = {});

/// Per place 1 if flows to it must not be shown: its arrivals are not, and all of them together
/// would tell that few left.
std::vector<std::uint8_t> withheld_destinations(std::span<const Place> places,
                                                std::span<const ZoneHistory> scenarios,
                                                const DisclosureSettings& settings);

/// The sum over the zones of a place.
PlaceHistory history_of(const ZoneHistory& history, std::span<const ZoneIndex> zones);

}  // namespace ravenstein::models
