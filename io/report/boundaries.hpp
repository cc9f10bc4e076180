// SPDX-License-Identifier: Apache-2.0
// Boundaries of zones from GeoJSON (RFC 7946), as reports and exports draw them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/world/zone.hpp"

namespace ravenstein::io {

/// What a report shows as one zone: its code, and the codes of the zones it is made of.
struct BoundaryPlace {
  std::string code;
  std::vector<std::string> zones;
};

/// A FeatureCollection with a feature per place that has boundaries: positions rounded to
/// `decimals` of a degree, what is the same then left out. Features are found by whichever of their
/// properties holds codes of zones (COD-AB: ADM1_PCODE and so on). Problems: no GeoJSON (with line
/// and column), no polygons, positions that are no degrees, no feature of any zone; then empty.
/// `name` is the file's, for messages.
std::string report_boundaries(const std::string& geojson, const std::string& name,
                              std::span<const BoundaryPlace> places, Problems& problems,
                              int decimals = 3);

/// For the terminal, a line each: how many places have no polygon in what report_boundaries gave,
/// and how many lie more than 100 km outside of the rectangle around theirs. Empty: none, or no
/// boundaries.
std::string boundaries_note(const std::string& geojson, std::span<const Zone> places);

/// Codes of the places in what report_boundaries gave.
std::vector<std::string> codes_in_boundaries(const std::string& geojson);

}  // namespace ravenstein::io
