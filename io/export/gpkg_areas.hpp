// SPDX-License-Identifier: Apache-2.0
// Boundaries of released places as geometries of a GeoPackage.
#pragma once

#include <string>
#include <vector>

#include "io/release/release_tables.hpp"

namespace ravenstein::io {

struct AreaGeometries {
  /// By place: a MultiPolygon with its GeoPackage header; empty: there are no boundaries of it.
  std::vector<std::string> blobs;
  /// Of all of them, degrees; NaN: there are none.
  double west = kNotShown, south = kNotShown, east = kNotShown, north = kNotShown;
};

/// From ReleaseTables::boundaries, joined where places are zones together. No blobs without
/// boundaries.
AreaGeometries area_geometries(const ReleaseTables& tables);

}  // namespace ravenstein::io
