// SPDX-License-Identifier: Apache-2.0
// GeoTIFF through GDAL, an optional component, loaded when it is needed: without it reading is a
// problem that says so.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "io/grid/grid_file.hpp"

namespace ravenstein::io {

/// Ravenstein was built with GDAL, and it is here.
bool geotiff_available();

/// A band (from 1) of a north-up raster in a projection with lengths; no-data cells become NaN.
GridLayer read_geotiff(const std::string& path, int band, Problems& problems);

/// A band of 64-bit numbers per column, NaN outside the listed cells.
void write_geotiff(const std::filesystem::path& path, const GridFrame& frame,
                   std::span<const std::size_t> cells, const std::vector<GridColumn>& columns);

/// Whether two descriptions mean the same projection (compared as text without GDAL).
bool same_projection(const std::string& first, const std::string& second);

}  // namespace ravenstein::io
