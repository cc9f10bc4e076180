// SPDX-License-Identifier: Apache-2.0
// Boundaries of released places as geometries of a GeoPackage.
#pragma once

#include <vector>

#include "io/export/gpkg_shape.hpp"
#include "io/release/release_tables.hpp"

namespace ravenstein::io {

/// By place: a MultiPolygon from ReleaseTables::boundaries, joined where places are zones together;
/// without bytes where there are none of it. Empty without boundaries.
std::vector<Shape> area_shapes(const ReleaseTables& tables);

}  // namespace ravenstein::io
