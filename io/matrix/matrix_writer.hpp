// SPDX-License-Identifier: Apache-2.0
// Writes matrices between zones row by row, so that they need not fit into memory: OMX, HDF5 or
// CSV (long, zeros left out), by the file's ending. The file appears whole, when all is written.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace ravenstein::io {

struct MatrixOutput {
  std::vector<std::string> origins;
  std::vector<std::string> destinations;
  std::vector<std::string> names;                          ///< of the matrices
  bool whole_numbers = false;                              ///< stored as int64
  std::vector<std::pair<std::string, std::string>> about;  ///< attributes of the file (HDF5, OMX)
};

/// Fills rows first .. first + rows of matrix `which`; `values` is rows x destinations.
using FillRows = std::function<void(std::size_t which, std::size_t first, std::size_t rows,
                                    std::span<double> values)>;

/// Asks for all rows in order, a number at a time, and writes them. `progress` (may be empty) is
/// told how many rows of how many are done. Errors as write_atomically (io/projection).
void write_matrices(const std::filesystem::path& path, const MatrixOutput& output,
                    const FillRows& fill, bool force,
                    const std::function<void(std::size_t, std::size_t)>& progress = {});

/// What endings can be written; for messages.
bool can_write_matrices(const std::filesystem::path& path);

}  // namespace ravenstein::io
