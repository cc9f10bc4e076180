# SPDX-License-Identifier: Apache-2.0
# Everything comes from the system (Debian 12: see packages.txt); nothing is downloaded.
find_package(TBB 2021 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED)
set(HDF5_PREFER_PARALLEL OFF)
find_package(HDF5 1.10 REQUIRED COMPONENTS C HL)
find_package(Eigen3 3.4 REQUIRED)
find_package(Boost 1.74 REQUIRED)  # headers: Math, Random
find_package(NLopt 2.7 REQUIRED)   # the C library: MIT, BSD and, in luksan, LGPL
find_package(SQLite3 3.40 REQUIRED)

# Packages without a CMake package of their own in Debian 12.
find_path(RAVENSTEIN_RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
find_path(RAVENSTEIN_CLI11_INCLUDE_DIR CLI/CLI.hpp REQUIRED)
find_path(RAVENSTEIN_XLSXWRITER_INCLUDE_DIR xlsxwriter.h REQUIRED)  # linked as xlsxwriter

# Optional: GeoTIFF grids. GDAL's headers are used, its library is loaded when a raster is asked for;
# without it grids are read and written as CSV only.
option(RAVENSTEIN_GDAL "Use GDAL for GeoTIFF, if it is there" ON)
if(RAVENSTEIN_GDAL)
  find_path(RAVENSTEIN_GDAL_INCLUDE_DIR gdal.h PATH_SUFFIXES gdal)
  find_library(RAVENSTEIN_GDAL_FILE gdal)
endif()
