// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>

namespace ravenstein::calibration {

/// Where the public data lie (docs/data.md).
inline std::filesystem::path data_folder() {
  if (const char* folder = std::getenv("RAVENSTEIN_DATA")) return folder;
  return std::filesystem::path(RAVENSTEIN_SOURCE_DIR) / ".." / "shared" / "data";
}

}  // namespace ravenstein::calibration
