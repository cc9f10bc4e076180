// SPDX-License-Identifier: Apache-2.0
#include "cli/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

namespace ravenstein::cli {

std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t i = text.size(); i > first + 3;) {
    i -= 3;
    text.insert(i, 1, ',');
  }
  return text;
}

std::string bytes_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 4> kUnits{"kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (value >= 1000 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  return fmt::format("{:.{}f} {}", value, value < 10 ? 1 : 0, kUnits[unit]);
}

namespace {

/// Length of the code point that begins here, and whether it takes a column.
std::pair<std::size_t, bool> code_point(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  const bool combining = first == 0xCC || (first == 0xCD && text.size() > 1 &&
                                           static_cast<unsigned char>(text[1]) < 0xB0);
  return {std::min(length, text.size()), !combining};
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const auto [length, shown] = code_point(text);
    columns += shown ? 1 : 0;
    text.remove_prefix(length);
  }
  return columns;
}

std::string clipped(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string(text);
  std::string cut;
  for (std::size_t used = 0; used + 1 < columns;) {
    const auto [length, shown] = code_point(text);
    cut += text.substr(0, length);
    used += shown ? 1 : 0;
    text.remove_prefix(length);
  }
  return cut + "…";
}

std::string bullet(std::string_view text, std::size_t width) {
  std::istringstream words{std::string(text)};
  std::string out;
  std::string line = "-";
  for (std::string word; words >> word;) {
    if (line.size() + 1 + word.size() > width) {
      out += line + '\n';
      line = " ";
    }
    line += ' ' + word;
  }
  return out + line + '\n';
}

}  // namespace ravenstein::cli
