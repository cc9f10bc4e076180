// SPDX-License-Identifier: Apache-2.0
#include "cli/sparkline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace ravenstein::cli {
namespace {

constexpr std::array<const char*, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<const char*, 8> kPlain = {"_", ".", ":", "-", "=", "+", "*", "#"};

/// The largest known value of each of `width` parts.
std::vector<double> parts_of(std::span<const double> values, std::size_t width) {
  const std::size_t parts = std::min(width, values.size());
  std::vector<double> all;
  for (std::size_t p = 0; p < parts; ++p) {
    double largest = std::nan("");
    for (std::size_t n = p * values.size() / parts; n < (p + 1) * values.size() / parts; ++n) {
      if (!(largest >= values[n])) largest = std::isnan(values[n]) ? largest : values[n];
    }
    all.push_back(largest);
  }
  return all;
}

}  // namespace

bool unicode_terminal() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale = value;
    return locale.find("UTF-8") != std::string_view::npos ||
           locale.find("utf8") != std::string_view::npos;
  }
  return false;
}

std::string sparkline(std::span<const double> values, std::size_t width, bool unicode) {
  const std::vector<double> parts = parts_of(values, width);
  double largest = 0;
  for (const double value : parts) largest = value > largest ? value : largest;
  std::string line;
  for (const double value : parts) {
    if (std::isnan(value)) {
      line += ' ';
      continue;
    }
    const double share = largest > 0 ? std::clamp(value / largest, 0.0, 1.0) : 0.0;
    const auto level = static_cast<std::size_t>(std::ceil(share * 7));
    line += (unicode ? kBlocks : kPlain)[level];
  }
  return line;
}

}  // namespace ravenstein::cli
