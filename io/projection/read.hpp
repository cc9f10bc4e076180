// SPDX-License-Identifier: Apache-2.0
// A projection file read back.
#pragma once

#include <filesystem>

#include "io/projection/contents.hpp"

namespace ravenstein::io {

/// Reads all of it. Throws InputError (data) that says whether the file is missing, empty, not
/// HDF5, cut off or damaged, HDF5 of another kind, or of another version of the format.
ProjectionFile read_projection(const std::filesystem::path& path);

/// Reads only what is needed to run it again (see unpack_inputs); errors as above.
Provenance provenance_inputs(const std::filesystem::path& path);

/// Whether the file begins as HDF5 files do: to tell a projection from a scenario. False if it
/// cannot be read.
bool looks_like_hdf5(const std::filesystem::path& path);

}  // namespace ravenstein::io
