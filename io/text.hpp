// SPDX-License-Identifier: Apache-2.0
// Places in texts, and pieces of text as messages show them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/problem.hpp"

namespace ravenstein::io {

/// The line and the column of a byte in a text, both from 1; the column counts characters (UTF-8
/// code points), as editors do.
Place place_at(std::string file, std::string_view text, std::size_t offset);

/// Position of the first byte that is not well-formed UTF-8.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// The text in double quotes, shortened to 40 characters, control characters shown as `?`.
std::string in_quotes(std::string_view text);

/// The names in one line: `a, b, c`, at most `limit` of them.
std::string listed(std::span<const std::string> names, std::size_t limit = 12);

/// A problem with a file as a whole.
Problem file_problem(std::string file, std::string message, std::string hint = {});

/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// A finite number written with digits, sign, decimal point and exponent, and nothing else.
std::optional<double> parse_real(std::string_view text);

/// Whether the bytes are text in UTF-16: a byte-order mark, or a NUL in every second byte.
bool looks_like_utf16(std::string_view bytes);

}  // namespace ravenstein::io
