// SPDX-License-Identifier: Apache-2.0
// Fields on a grid from a file, and back: CSV with a row per cell, or GeoTIFF where Ravenstein was
// built with GDAL. A layer is named `FILE` or `FILE:COLUMN` (GeoTIFF: `FILE:BAND`, from 1).
//
//   # grid rows=300 columns=270 cell_km=1 west_km=1868.7923 north_km=867.4946 projection=EPSG:5070
//   row,column,urban_2010,rural_2010
//   196,141,0,72.566444
//
// Rows and columns count from 0 at the north-west; in their place a column `index` (row x columns +
// column) may stand. A cell that is not listed, or is empty, holds no data. The first line may be
// left out if the grid's shape is given otherwise; what it does not say is not known.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"
#include "io/files.hpp"
#include "models/grid/grid.hpp"

namespace ravenstein::io {

/// Where a grid lies.
struct GridFrame {
  models::GridShape shape;
  std::optional<double> west_km,
      north_km;            ///< of the outer corner, in the projection's coordinates
  std::string projection;  ///< a name or WKT; empty: not known
};

struct GridLayer {
  std::string name;  ///< as it was asked for
  GridFrame frame;
  std::vector<double> value;  ///< one per cell; NaN: no data
};

struct LayerName {
  std::string file, column;
};
/// Splits at the last colon, if what follows is no path.
LayerName split_layer_name(const std::string& name);

/// What is wrong becomes problems (of kind data); then the layer has no values. `shape`: of CSV
/// files that do not say it.
GridLayer read_grid_layer(const std::string& name, const std::optional<models::GridShape>& shape,
                          Problems& problems);

/// A problem unless both lie in the same place: same shape, same cells, same corner and projection,
/// as far as both are known.
void check_same_grid(const GridLayer& first, const GridLayer& second, Problems& problems);

/// A table of data: one that cannot be read is a problem of kind data.
const EmbeddedFile* read_data_file(InputFiles& disk, const std::string& path, Problems& problems);

struct GridColumn {
  std::string name;
  std::vector<double> value;  ///< per listed cell
};

/// Writes the listed cells, .csv or .tif by the file's ending. Errors as write_atomically.
void write_grid(const std::filesystem::path& path, const GridFrame& frame,
                std::span<const std::size_t> cells, const std::vector<GridColumn>& columns,
                bool force);

/// Whether write_grid knows the ending.
bool can_write_grid(const std::filesystem::path& path);

}  // namespace ravenstein::io
