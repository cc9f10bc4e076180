// SPDX-License-Identifier: Apache-2.0
#include "io/grid/geotiff.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "io/projection/atomic_file.hpp"
#include "io/text.hpp"

#ifdef RAVENSTEIN_GDAL_LIBRARY
#include <dlfcn.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <array>
#include <memory>
#endif

namespace ravenstein::io {

namespace {

constexpr const char* kNoGdal =
    "GeoTIFF needs GDAL, which is not here or was not when this program was built";

GridLayer without_gdal(const std::string& path, Problems& problems) {
  problems.add(file_problem(path, kNoGdal, "use CSV, or install libgdal-dev and build again"),
               InputKind::data);
  return {path, {}, {}};
}

}  // namespace

#ifndef RAVENSTEIN_GDAL_LIBRARY

bool geotiff_available() { return false; }

GridLayer read_geotiff(const std::string& path, int, Problems& problems) {
  return without_gdal(path, problems);
}

void write_geotiff(const std::filesystem::path& path, const GridFrame&,
                   std::span<const std::size_t>, const std::vector<GridColumn>&) {
  throw WriteError(path, kNoGdal);
}

bool same_projection(const std::string& first, const std::string& second) {
  return first == second;
}

#else

namespace {

/// GDAL's functions, looked up when the first raster is asked for: linked to, its ninety libraries
/// would quadruple the time in which the program starts.
struct Gdal {
  decltype(&::GDALAllRegister) GDALAllRegister = nullptr;
  decltype(&::GDALOpen) GDALOpen = nullptr;
  decltype(&::GDALClose) GDALClose = nullptr;
  decltype(&::GDALCreate) GDALCreate = nullptr;
  decltype(&::GDALGetDriverByName) GDALGetDriverByName = nullptr;
  decltype(&::GDALGetProjectionRef) GDALGetProjectionRef = nullptr;
  decltype(&::GDALGetGeoTransform) GDALGetGeoTransform = nullptr;
  decltype(&::GDALSetGeoTransform) GDALSetGeoTransform = nullptr;
  decltype(&::GDALGetRasterXSize) GDALGetRasterXSize = nullptr;
  decltype(&::GDALGetRasterYSize) GDALGetRasterYSize = nullptr;
  decltype(&::GDALGetRasterCount) GDALGetRasterCount = nullptr;
  decltype(&::GDALGetRasterBand) GDALGetRasterBand = nullptr;
  decltype(&::GDALRasterIO) GDALRasterIO = nullptr;
  decltype(&::GDALGetRasterNoDataValue) GDALGetRasterNoDataValue = nullptr;
  decltype(&::GDALSetRasterNoDataValue) GDALSetRasterNoDataValue = nullptr;
  decltype(&::GDALSetDescription) GDALSetDescription = nullptr;
  decltype(&::GDALSetSpatialRef) GDALSetSpatialRef = nullptr;
  decltype(&::GDALFlushCache) GDALFlushCache = nullptr;
  decltype(&::OSRNewSpatialReference) OSRNewSpatialReference = nullptr;
  decltype(&::OSRDestroySpatialReference) OSRDestroySpatialReference = nullptr;
  decltype(&::OSRSetFromUserInput) OSRSetFromUserInput = nullptr;
  decltype(&::OSRIsProjected) OSRIsProjected = nullptr;
  decltype(&::OSRGetLinearUnits) OSRGetLinearUnits = nullptr;
  decltype(&::OSRIsSame) OSRIsSame = nullptr;
  decltype(&::CPLPushErrorHandler) CPLPushErrorHandler = nullptr;
  decltype(&::CPLPopErrorHandler) CPLPopErrorHandler = nullptr;
  decltype(&::CPLQuietErrorHandler) CPLQuietErrorHandler = nullptr;
  decltype(&::CPLErrorReset) CPLErrorReset = nullptr;
  decltype(&::CPLGetLastErrorMsg) CPLGetLastErrorMsg = nullptr;
  decltype(&::CPLGetLastErrorType) CPLGetLastErrorType = nullptr;
  bool complete = true;

  template <class Function>
  void find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    complete = complete && function != nullptr;
  }
};

Gdal load_gdal() {
  Gdal gdal;
  void* library = dlopen(RAVENSTEIN_GDAL_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  gdal.complete = library != nullptr;
  if (library == nullptr) return gdal;
#define RAVENSTEIN_FIND(name) gdal.find(library, #name, gdal.name)
  RAVENSTEIN_FIND(GDALAllRegister);
  RAVENSTEIN_FIND(GDALOpen);
  RAVENSTEIN_FIND(GDALClose);
  RAVENSTEIN_FIND(GDALCreate);
  RAVENSTEIN_FIND(GDALGetDriverByName);
  RAVENSTEIN_FIND(GDALGetProjectionRef);
  RAVENSTEIN_FIND(GDALGetGeoTransform);
  RAVENSTEIN_FIND(GDALSetGeoTransform);
  RAVENSTEIN_FIND(GDALGetRasterXSize);
  RAVENSTEIN_FIND(GDALGetRasterYSize);
  RAVENSTEIN_FIND(GDALGetRasterCount);
  RAVENSTEIN_FIND(GDALGetRasterBand);
  RAVENSTEIN_FIND(GDALRasterIO);
  RAVENSTEIN_FIND(GDALGetRasterNoDataValue);
  RAVENSTEIN_FIND(GDALSetRasterNoDataValue);
  RAVENSTEIN_FIND(GDALSetDescription);
  RAVENSTEIN_FIND(GDALSetSpatialRef);
  RAVENSTEIN_FIND(GDALFlushCache);
  RAVENSTEIN_FIND(OSRNewSpatialReference);
  RAVENSTEIN_FIND(OSRDestroySpatialReference);
  RAVENSTEIN_FIND(OSRSetFromUserInput);
  RAVENSTEIN_FIND(OSRIsProjected);
  RAVENSTEIN_FIND(OSRGetLinearUnits);
  RAVENSTEIN_FIND(OSRIsSame);
  RAVENSTEIN_FIND(CPLPushErrorHandler);
  RAVENSTEIN_FIND(CPLPopErrorHandler);
  RAVENSTEIN_FIND(CPLQuietErrorHandler);
  RAVENSTEIN_FIND(CPLErrorReset);
  RAVENSTEIN_FIND(CPLGetLastErrorMsg);
  RAVENSTEIN_FIND(CPLGetLastErrorType);
#undef RAVENSTEIN_FIND
  if (gdal.complete) gdal.GDALAllRegister();
  return gdal;
}

const Gdal& gdal() {
  static const Gdal kGdal = load_gdal();
  return kGdal;
}

struct CloseDataset {
  void operator()(GDALDatasetH dataset) const { gdal().GDALClose(dataset); }
};
using Dataset = std::unique_ptr<void, CloseDataset>;

struct DestroySystem {
  void operator()(OGRSpatialReferenceH system) const { gdal().OSRDestroySpatialReference(system); }
};
using System = std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, DestroySystem>;

/// GDAL would write its complaints to standard error; we tell the last one ourselves.
class Quiet {
 public:
  Quiet() {
    gdal().CPLPushErrorHandler(gdal().CPLQuietErrorHandler);
    gdal().CPLErrorReset();
  }
  ~Quiet() { gdal().CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

System system_of(const std::string& text) {
  System system(gdal().OSRNewSpatialReference(nullptr));
  if (text.empty() || gdal().OSRSetFromUserInput(system.get(), text.c_str()) != OGRERR_NONE) {
    return {};
  }
  return system;
}

/// Kilometres per unit of the projection's coordinates; nothing if it has no lengths.
std::optional<double> unit_km(const std::string& projection) {
  const System system = system_of(projection);
  if (!system || gdal().OSRIsProjected(system.get()) == 0) return {};
  return gdal().OSRGetLinearUnits(system.get(), nullptr) / 1000;
}

/// The frame, or why it cannot be ours.
std::string read_frame(GDALDatasetH dataset, GridFrame& frame) {
  frame.projection = gdal().GDALGetProjectionRef(dataset);
  const auto unit = unit_km(frame.projection);
  if (!unit) {
    return "expected a projection with lengths (metres), found " +
           (frame.projection.empty() ? std::string("none") : in_quotes(frame.projection));
  }
  std::array<double, 6> t{};
  if (gdal().GDALGetGeoTransform(dataset, t.data()) != CE_None)
    return "it does not say where it lies";
  if (t[2] != 0 || t[4] != 0 || t[5] >= 0 || std::abs(t[1] + t[5]) > 1e-9 * t[1]) {
    return fmt::format("expected square cells and north up, found cells of {:.10g} x {:.10g}", t[1],
                       -t[5]);
  }
  frame.shape = {static_cast<std::size_t>(gdal().GDALGetRasterYSize(dataset)),
                 static_cast<std::size_t>(gdal().GDALGetRasterXSize(dataset)), t[1] * *unit};
  frame.west_km = t[0] * *unit;
  frame.north_km = t[3] * *unit;
  return {};
}

}  // namespace

bool geotiff_available() { return gdal().complete; }

bool same_projection(const std::string& first, const std::string& second) {
  if (first == second || !gdal().complete) return first == second;
  const Quiet quiet;
  const System a = system_of(first), b = system_of(second);
  return a && b && gdal().OSRIsSame(a.get(), b.get()) != 0;
}

GridLayer read_geotiff(const std::string& path, int band, Problems& problems) {
  if (!gdal().complete) return without_gdal(path, problems);
  const Quiet quiet;
  GridLayer layer{path, {}, {}};
  const auto refuse = [&](std::string message) {
    problems.add(file_problem(path, std::move(message)), InputKind::data);
    return GridLayer{path, {}, {}};
  };
  const Dataset dataset(gdal().GDALOpen(path.c_str(), GA_ReadOnly));
  if (!dataset) return refuse(fmt::format("cannot be read: {}", gdal().CPLGetLastErrorMsg()));
  if (std::string why = read_frame(dataset.get(), layer.frame); !why.empty()) {
    return refuse(std::move(why));
  }
  if (band > gdal().GDALGetRasterCount(dataset.get())) {
    return refuse(fmt::format("expected a band from 1 to {}, found {}",
                              gdal().GDALGetRasterCount(dataset.get()), band));
  }
  const GDALRasterBandH raster = gdal().GDALGetRasterBand(dataset.get(), band);
  const int width = static_cast<int>(layer.frame.shape.columns);
  const int height = static_cast<int>(layer.frame.shape.rows);
  layer.value.resize(layer.frame.shape.cells());
  if (gdal().GDALRasterIO(raster, GF_Read, 0, 0, width, height, layer.value.data(), width, height,
                          GDT_Float64, 0, 0) != CE_None) {
    return refuse(fmt::format("cannot be read: {}", gdal().CPLGetLastErrorMsg()));
  }
  int given = 0;
  const double none = gdal().GDALGetRasterNoDataValue(raster, &given);
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
  if (!gdal().complete) throw WriteError(path, kNoGdal);
  const Quiet quiet;
  const auto check = [&](bool good) {
    if (!good) throw WriteError(path, gdal().CPLGetLastErrorMsg());
  };
  const int width = static_cast<int>(frame.shape.columns);
  const int height = static_cast<int>(frame.shape.rows);
  std::array<const char*, 2> options{"COMPRESS=DEFLATE", nullptr};
  const Dataset dataset(gdal().GDALCreate(gdal().GDALGetDriverByName("GTiff"), path.c_str(), width,
                                          height, static_cast<int>(columns.size()), GDT_Float64,
                                          const_cast<char**>(options.data())));
  check(dataset != nullptr);
  const double unit = unit_km(frame.projection).value_or(.001);
  std::array<double, 6> t{frame.west_km.value_or(0) / unit,
                          frame.shape.cell_km / unit,
                          0,
                          frame.north_km.value_or(0) / unit,
                          0,
                          -frame.shape.cell_km / unit};
  check(gdal().GDALSetGeoTransform(dataset.get(), t.data()) == CE_None);
  if (const System system = system_of(frame.projection)) {
    check(gdal().GDALSetSpatialRef(dataset.get(), system.get()) == CE_None);
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::vector<double> field(frame.shape.cells(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t k = 0; k < cells.size(); ++k) field[cells[k]] = columns[c].value[k];
    const GDALRasterBandH band = gdal().GDALGetRasterBand(dataset.get(), static_cast<int>(c) + 1);
    gdal().GDALSetDescription(band, columns[c].name.c_str());
    gdal().GDALSetRasterNoDataValue(band, std::numeric_limits<double>::quiet_NaN());
    check(gdal().GDALRasterIO(band, GF_Write, 0, 0, width, height, field.data(), width, height,
                              GDT_Float64, 0, 0) == CE_None);
  }
  gdal().GDALFlushCache(dataset.get());
  check(gdal().CPLGetLastErrorType() < CE_Failure);
}

#endif

}  // namespace ravenstein::io
