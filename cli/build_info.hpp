// SPDX-License-Identifier: Apache-2.0
// What this program was built from.
#pragma once

#include <string_view>

namespace ravenstein::cli {

struct BuildInfo {
  std::string_view version;   ///< e.g. `0.1.0`
  std::string_view git_hash;  ///< of the source, `-dirty` if it was changed; `unknown` without git
  std::string_view compiler;  ///< e.g. `GNU 12.2.0`
  std::string_view build_type;  ///< e.g. `Release`
};

BuildInfo build_info();

}  // namespace ravenstein::cli
