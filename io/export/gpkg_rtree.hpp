// SPDX-License-Identifier: Apache-2.0
// The spatial index of a GeoPackage (OGC 12-128r18, annex F.3, extension gpkg_rtree_index): which
// features lie in a rectangle. Programs that change features keep it right by triggers.
#pragma once

#include <string>

namespace ravenstein::io {

/// The table in which a GeoPackage names its extensions (§2.3.2).
extern const char* const kExtensionsTable;

/// Makes the index of the column `geom` of a table whose key is `fid`, empty.
std::string rtree_sql(const std::string& table);
/// Fills it, row by row: fid, west, east, south, north.
std::string rtree_insert_sql(const std::string& table);
/// What keeps it right; to be run after the features have been written.
std::string rtree_triggers_sql(const std::string& table);

}  // namespace ravenstein::io
