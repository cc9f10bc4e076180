// SPDX-License-Identifier: Apache-2.0
// Posterior draws in the file of a calibration.
#pragma once

#include <string>
#include <string_view>

#include "engine/core/problem.hpp"

namespace ravenstein::io {

/// Whether the bytes are those of an HDF5 file.
bool is_hdf5(std::string_view bytes);
/// The draws as a CSV with a column for each parameter, as many as there are, each as often as its
/// weight says; the optimum where there are no draws. "" and a problem if there is neither.
/// Layout: io/calibration, docs/calibration-file.md.
std::string posterior_csv(const std::string& bytes, const std::string& shown, Problems& problems);

}  // namespace ravenstein::io
