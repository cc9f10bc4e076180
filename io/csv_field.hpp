// SPDX-License-Identifier: Apache-2.0
// A text as a field of a CSV file that we write.
#pragma once

#include <string>
#include <string_view>

namespace ravenstein::io {

/// RFC 4180: quoted where it must be.
inline std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted + '"';
}

}  // namespace ravenstein::io
