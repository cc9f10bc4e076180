// SPDX-License-Identifier: Apache-2.0
// Released tables as files for other programs (docs/export.md). Each writer makes whole files or
// none; without `force` none is replaced (OutputExists, WriteError: io/projection/atomic_file.hpp).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/release/release_tables.hpp"

namespace ravenstein::io {

/// A name ending in `.csv`: people by row and place. Else a folder: people.csv, totals.csv,
/// places.csv, and flows.csv, parts.csv, needs.csv where there are any. `hxl`: with a row of HXL
/// tags (hxlstandard.org, 1.1) below the names. Returns the files written.
std::vector<std::filesystem::path> export_csv(const ReleaseTables& tables,
                                              const std::filesystem::path& output, bool hxl,
                                              bool force);
/// A workbook: Summary, People, Arrivals, Flows, Parts, Needs, Assumptions, Sources.
void export_xlsx(const ReleaseTables& tables, const std::filesystem::path& output, bool force);
/// OGC GeoPackage 1.3: layers `zones` (last row), `zone_areas` (the same as polygons, where there
/// are boundaries) and `flows`, table `people` (all rows), styles.
void export_gpkg(const ReleaseTables& tables, const std::filesystem::path& output, bool force);
/// RFC 7946: a point per place with its last row, a line per flow. Places without a position have
/// no geometry.
void export_geojson(const ReleaseTables& tables, const std::filesystem::path& output, bool force);
/// Open Matrix 0.2: matrix `flow`, lookup `zone`; pairs without a number are NaN.
void export_omx(const ReleaseTables& tables, const std::filesystem::path& output, bool force);
/// A folder for flowmap.blue: properties.csv, locations.csv, flows.csv.
std::vector<std::filesystem::path> export_flowmap(const ReleaseTables& tables,
                                                  const std::filesystem::path& output, bool force);
/// netCDF-4 with CF 1.8 names; a flag beside each number tells why it is missing.
void export_netcdf(const ReleaseTables& tables, const std::filesystem::path& output, bool force);

/// How many places have a position.
std::size_t places_on_the_map(const ReleaseTables& tables);

}  // namespace ravenstein::io
