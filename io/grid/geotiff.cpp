// SPDX-License-Identifier: Apache-2.0
#include "io/grid/geotiff.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "io/projection/atomic_file.hpp"
#include "io/text.hpp"

#ifdef RAVENSTEIN_WITH_GDAL
#include <gdal.h>
#include <ogr_srs_api.h>

#include <array>
#include <memory>
#endif

namespace ravenstein::io {

#ifndef RAVENSTEIN_WITH_GDAL

bool geotiff_available() { return false; }

GridLayer read_geotiff(const std::string& path, int, Problems& problems) {
  problems.add(file_problem(path, "GeoTIFF needs GDAL, which this program was built without",
                            "use CSV, or install libgdal-dev and build again"),
               InputKind::data);
  return {path, {}, {}};
}

void write_geotiff(const std::filesystem::path& path, const GridFrame&,
                   std::span<const std::size_t>, const std::vector<GridColumn>&) {
  throw WriteError(path, "GeoTIFF needs GDAL, which this program was built without");
}

bool same_projection(const std::string& first, const std::string& second) {
  return first == second;
}

#else

namespace {

struct CloseDataset {
  void operator()(GDALDatasetH dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<void, CloseDataset>;

struct DestroySystem {
  void operator()(OGRSpatialReferenceH system) const { OSRDestroySpatialReference(system); }
};
using System = std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, DestroySystem>;

/// GDAL would write its complaints to standard error; we tell the last one ourselves.
class Quiet {
 public:
  Quiet() {
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~Quiet() { CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

System system_of(const std::string& text) {
  System system(OSRNewSpatialReference(nullptr));
  if (text.empty() || OSRSetFromUserInput(system.get(), text.c_str()) != OGRERR_NONE) return {};
  return system;
}

/// Kilometres per unit of the projection's coordinates; nothing if it has no lengths.
std::optional<double> unit_km(const std::string& projection) {
  const System system = system_of(projection);
  if (!system || OSRIsProjected(system.get()) == 0) return {};
  return OSRGetLinearUnits(system.get(), nullptr) / 1000;
}

/// The frame, or why it cannot be ours.
std::string read_frame(GDALDatasetH dataset, GridFrame& frame) {
  frame.projection = GDALGetProjectionRef(dataset);
  const auto unit = unit_km(frame.projection);
  if (!unit) {
    return "expected a projection with lengths (metres), found " +
           (frame.projection.empty() ? std::string("none") : in_quotes(frame.projection));
  }
  std::array<double, 6> t{};
  if (GDALGetGeoTransform(dataset, t.data()) != CE_None) return "it does not say where it lies";
  if (t[2] != 0 || t[4] != 0 || t[5] >= 0 || std::abs(t[1] + t[5]) > 1e-9 * t[1]) {
    return fmt::format("expected square cells and north up, found cells of {:.10g} x {:.10g}", t[1],
                       -t[5]);
  }
  frame.shape = {static_cast<std::size_t>(GDALGetRasterYSize(dataset)),
                 static_cast<std::size_t>(GDALGetRasterXSize(dataset)), t[1] * *unit};
  frame.west_km = t[0] * *unit;
  frame.north_km = t[3] * *unit;
  return {};
}

}  // namespace

bool geotiff_available() { return true; }

bool same_projection(const std::string& first, const std::string& second) {
  if (first == second) return true;
  const Quiet quiet;
  const System a = system_of(first), b = system_of(second);
  return a && b && OSRIsSame(a.get(), b.get()) != 0;
}

GridLayer read_geotiff(const std::string& path, int band, Problems& problems) {
  const Quiet quiet;
  GridLayer layer{path, {}, {}};
  const auto refuse = [&](std::string message) {
    problems.add(file_problem(path, std::move(message)), InputKind::data);
    return GridLayer{path, {}, {}};
  };
  const Dataset dataset(GDALOpen(path.c_str(), GA_ReadOnly));
  if (!dataset) return refuse(fmt::format("cannot be read: {}", CPLGetLastErrorMsg()));
  if (std::string why = read_frame(dataset.get(), layer.frame); !why.empty()) {
    return refuse(std::move(why));
  }
  if (band > GDALGetRasterCount(dataset.get())) {
    return refuse(fmt::format("expected a band from 1 to {}, found {}",
                              GDALGetRasterCount(dataset.get()), band));
  }
  const GDALRasterBandH raster = GDALGetRasterBand(dataset.get(), band);
  const int width = static_cast<int>(layer.frame.shape.columns);
  const int height = static_cast<int>(layer.frame.shape.rows);
  layer.value.resize(layer.frame.shape.cells());
  if (GDALRasterIO(raster, GF_Read, 0, 0, width, height, layer.value.data(), width, height,
                   GDT_Float64, 0, 0) != CE_None) {
    return refuse(fmt::format("cannot be read: {}", CPLGetLastErrorMsg()));
  }
  int given = 0;
  const double none = GDALGetRasterNoDataValue(raster, &given);
  for (double& value : layer.value) {
    // Rasters of 32-bit numbers hold their no-data value rounded to 32 bits.
    if (given != 0 && static_cast<float>(value) == static_cast<float>(none)) {
      value = std::numeric_limits<double>::quiet_NaN();
    }
  }
  return layer;
}

void write_geotiff(const std::filesystem::path& path, const GridFrame& frame,
                   std::span<const std::size_t> cells, const std::vector<GridColumn>& columns) {
  const Quiet quiet;
  const auto check = [&](bool good) {
    if (!good) throw WriteError(path, CPLGetLastErrorMsg());
  };
  const int width = static_cast<int>(frame.shape.columns);
  const int height = static_cast<int>(frame.shape.rows);
  std::array<const char*, 2> options{"COMPRESS=DEFLATE", nullptr};
  const Dataset dataset(GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), width, height,
                                   static_cast<int>(columns.size()), GDT_Float64,
                                   const_cast<char**>(options.data())));
  check(dataset != nullptr);
  const double unit = unit_km(frame.projection).value_or(.001);
  std::array<double, 6> t{frame.west_km.value_or(0) / unit,
                          frame.shape.cell_km / unit,
                          0,
                          frame.north_km.value_or(0) / unit,
                          0,
                          -frame.shape.cell_km / unit};
  check(GDALSetGeoTransform(dataset.get(), t.data()) == CE_None);
  if (const System system = system_of(frame.projection)) {
    check(GDALSetSpatialRef(dataset.get(), system.get()) == CE_None);
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::vector<double> field(frame.shape.cells(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t k = 0; k < cells.size(); ++k) field[cells[k]] = columns[c].value[k];
    const GDALRasterBandH band = GDALGetRasterBand(dataset.get(), static_cast<int>(c) + 1);
    GDALSetDescription(band, columns[c].name.c_str());
    GDALSetRasterNoDataValue(band, std::numeric_limits<double>::quiet_NaN());
    check(GDALRasterIO(band, GF_Write, 0, 0, width, height, field.data(), width, height,
                       GDT_Float64, 0, 0) == CE_None);
  }
  GDALFlushCache(dataset.get());
  check(CPLGetLastErrorType() < CE_Failure);
}

#endif

}  // namespace ravenstein::io
