// SPDX-License-Identifier: Apache-2.0
// Numbers between places (flows, costs, covariates) from a file: CSV, long or as a matrix, OMX, or
// our own HDF5, told apart by the file's ending.
//
//   long    a row per pair: origin, destination and a column of numbers
//   matrix  the first row names destinations, the first column origins
//   OMX     a matrix of /data with a lookup that names the zones
//   .h5     what `ravenstein gravity` writes: a variable over (origin, destination)
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"

namespace ravenstein::io {

struct ZoneMatrix {
  std::string file;
  std::vector<std::string> origins;        ///< codes in the file's order
  std::vector<std::string> destinations;   ///< codes in the file's order
  std::vector<double> value;               ///< row-major; NaN where nothing is given
  std::optional<double> censored_at_most;  ///< of cells written `<n`, which hold -1: n - 1
  std::size_t fractional = 0;              ///< values that are not whole
  bool lists_pairs = false;                ///< long: pairs that are not listed hold NaN
  /// long: origin and destination (numbers) of pairs that are listed without a number
  std::vector<std::pair<std::size_t, std::size_t>> listed_without_value;
};

struct MatrixRequest {
  std::string name;    ///< of the column or matrix; empty: the only one there is
  std::string lookup;  ///< of an OMX file; empty: the only one there is
  bool flows = false;  ///< `<n` is understood; a negative number is a problem
};

/// What is wrong becomes problems (of kind data) with file and row, cell or matrix.
ZoneMatrix read_zone_matrix(const std::filesystem::path& path, const MatrixRequest& request,
                            Problems& problems);

/// The readers of each format.
ZoneMatrix read_csv_matrix(const std::filesystem::path& path, const MatrixRequest& request,
                           Problems& problems);
ZoneMatrix read_omx_matrix(const std::filesystem::path& path, const MatrixRequest& request,
                           Problems& problems);
ZoneMatrix read_hdf5_matrix(const std::filesystem::path& path, const MatrixRequest& request,
                            Problems& problems);

/// The values in the given order of zones; NaN where the file has none. A zone of the file that is
/// not in the order, or the reverse, is a problem; `known` says whose order it is.
std::vector<double> arranged(const ZoneMatrix& matrix, const std::vector<std::string>& origins,
                             const std::vector<std::string>& destinations, const std::string& known,
                             Problems& problems);

}  // namespace ravenstein::io
