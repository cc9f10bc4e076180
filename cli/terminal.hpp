// SPDX-License-Identifier: Apache-2.0
// What the terminal behind a stream can do.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace ravenstein::cli {

/// The stream is a terminal that understands control sequences.
bool is_terminal(std::FILE* stream);
/// In bold on a terminal, unless NO_COLOR is set (https://no-color.org); else as it is.
std::string emphasised(std::string_view text, std::FILE* stream);

}  // namespace ravenstein::cli
