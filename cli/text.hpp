// SPDX-License-Identifier: Apache-2.0
// Numbers and paragraphs as people read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ravenstein::cli {

/// `19769519` -> `19,769,519`
std::string grouped(std::int64_t number);
/// `1.2 MB`; decimal units
std::string bytes_text(std::uint64_t bytes);
/// A paragraph broken at blanks to at most `width` characters, its lines indented by two more than
/// its bullet.
std::string bullet(std::string_view text, std::size_t width = 100);

/// How many columns a UTF-8 text takes on a terminal, one per code point (combining marks: none).
std::size_t columns_of(std::string_view text);
/// The text, cut to so many columns with an ellipsis if it is longer.
std::string clipped(std::string_view text, std::size_t columns);

}  // namespace ravenstein::cli
