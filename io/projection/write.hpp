// SPDX-License-Identifier: Apache-2.0
// A projection becomes a file: HDF5 that is netCDF-4/CF as well (docs/projection-file.md).
#pragma once

#include <cstddef>
#include <filesystem>

#include "io/projection/atomic_file.hpp"
#include "io/projection/contents.hpp"

namespace ravenstein::io {

struct WriteOptions {
  bool force = false;   ///< replace an existing file
  int compression = 1;  ///< deflate level 0 (none) .. 4; higher only costs time
};

/// Writes the file whole or not at all and returns its size in bytes. All of it but /provenance
/// depends on nothing but `contents` without its provenance.
/// Throws OutputExists, WriteError; std::logic_error if shapes disagree or a count of people
/// (resolutions `agents` and `cohorts`) is not whole.
std::size_t write_projection(const std::filesystem::path& path, const ProjectionFile& contents,
                             const WriteOptions& options = {});

}  // namespace ravenstein::io
