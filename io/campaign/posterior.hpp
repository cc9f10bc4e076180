// SPDX-License-Identifier: Apache-2.0
// Posterior draws in the file of a calibration.
#pragma once

#include <string>
#include <string_view>

#include "engine/core/problem.hpp"

namespace ravenstein::io {

/// Whether the bytes are those of an HDF5 file.
bool is_hdf5(std::string_view bytes);
/// The draws as a CSV with a column for each parameter; "" and a problem if there are none. They
/// are the variable `posterior` (draw, parameter) with the names in `parameter`.
std::string posterior_csv(const std::string& bytes, const std::string& shown, Problems& problems);

}  // namespace ravenstein::io
