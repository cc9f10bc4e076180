// SPDX-License-Identifier: Apache-2.0
// A series of numbers as a line of text.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace ravenstein::cli {

/// Whether the user's locale (LC_ALL, LC_CTYPE, LANG: the first that is set) is in UTF-8.
bool unicode_terminal();

/// At most `width` characters, the last of them the last value; each is the largest of the values
/// it stands for, from an empty bar (zero) to a full one (the largest of all). Not known (NaN): a
/// blank. `unicode`: ▁▂▃▄▅▆▇█, else ASCII.
std::string sparkline(std::span<const double> values, std::size_t width, bool unicode);

}  // namespace ravenstein::cli
