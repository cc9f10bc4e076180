// SPDX-License-Identifier: Apache-2.0
#include "cli/text.hpp"

#include <fmt/format.h>

#include <array>
#include <sstream>

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
