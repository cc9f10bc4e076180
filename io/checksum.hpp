// SPDX-License-Identifier: Apache-2.0
// Checksums by which files are known.
#pragma once

#include <string>
#include <string_view>

namespace ravenstein::io {

/// SHA-256 as lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace ravenstein::io
