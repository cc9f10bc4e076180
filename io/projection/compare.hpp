// SPDX-License-Identifier: Apache-2.0
// Whether two projection files hold the same: runs with the same scenario and seed must.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace ravenstein::io {

/// The first difference between all groups, datasets and attributes of two HDF5 files, byte by
/// byte and in order, /provenance left out; empty if there is none. Throws InputError if a file
/// is not a projection.
std::optional<std::string> dataset_difference(const std::filesystem::path& a,
                                              const std::filesystem::path& b);

inline bool same_datasets(const std::filesystem::path& a, const std::filesystem::path& b) {
  return !dataset_difference(a, b).has_value();
}

}  // namespace ravenstein::io
