// SPDX-License-Identifier: Apache-2.0
// What a calibration found, read back from its file.
#pragma once

#include <filesystem>

#include "io/calibration/calibration_file.hpp"

namespace ravenstein::io {

/// Whether `ravenstein calibrate` wrote the file; false where it is no HDF5 file that can be read.
bool is_calibration(const std::filesystem::path& path);

/// Title, method, how it ended, parameters, optimum or posterior draws, and scores; neither the
/// evaluations nor the tables of its method. Throws InputError (data).
CalibrationFile read_calibration_result(const std::filesystem::path& path);

}  // namespace ravenstein::io
