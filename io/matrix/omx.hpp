// SPDX-License-Identifier: Apache-2.0
// Open Matrix (OMX) 0.2, the exchange format of transport planners: HDF5 with matrices in /data,
// names of zones in /lookup (https://github.com/osPlanning/omx/wiki/Specification).
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/core/problem.hpp"

namespace ravenstein::io {

/// `reading`: whether matrices are chunked is not asked, for this program reads others as well.
enum class OmxUse : std::uint8_t { exchange, reading };

/// The checks of the official validator (omx-validate): the version is 0.2 as ASCII text of fixed
/// length; SHAPE has two numbers; /data is there and holds matrices only, all of that shape, of
/// common types (float64, float32 and whole numbers), chunked so that PyTables sees them; lookups
/// have one dimension as long as a side, of whole numbers or texts of fixed length; and no
/// dimension scales, which it breaks at. Empty: all is well. Throws hdf5::Error if it is no HDF5
/// file.
std::vector<Problem> omx_problems(const std::filesystem::path& path, OmxUse use = OmxUse::exchange);

}  // namespace ravenstein::io
