// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/text_table.hpp"

#include <algorithm>

namespace ravenstein::calibration {
namespace {

/// Characters, not bytes: continuation bytes of UTF-8 take no room.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

std::string TextTable::text(Layout layout) const {
  const std::vector<std::size_t> width = widths();
  std::string out;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    append_row(out, rows_[r], width, layout);
    if (r == 0) append_rule(out, width, layout);
  }
  return out;
}

bool TextTable::is_left(std::size_t column) const {
  return column == 0 || std::find(left_.begin(), left_.end(), column) != left_.end();
}

std::vector<std::size_t> TextTable::widths() const {
  std::vector<std::size_t> width(rows_.front().size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], width_of(row[c]));
  }
  return width;
}

void TextTable::append_row(std::string& out, const std::vector<std::string>& row,
                           const std::vector<std::size_t>& width, Layout layout) const {
  std::string line = layout == Layout::markdown ? "| " : "";
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (c > 0) line += layout == Layout::markdown ? " | " : "  ";
    const std::string padding(width[c] - width_of(row[c]), ' ');
    line += is_left(c) ? row[c] + padding : padding + row[c];
  }
  if (layout == Layout::markdown) line += " |";
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + '\n';
}

void TextTable::append_rule(std::string& out, const std::vector<std::size_t>& width,
                            Layout layout) const {
  std::string line = layout == Layout::markdown ? "|" : "";
  for (std::size_t c = 0; c < width.size(); ++c) {
    if (layout == Layout::markdown) {
      line +=
          is_left(c) ? std::string(width[c] + 2, '-') + "|" : std::string(width[c] + 1, '-') + ":|";
    } else {
      line += std::string(width[c], '-') + (c + 1 < width.size() ? "  " : "");
    }
  }
  out += line + '\n';
}

}  // namespace ravenstein::calibration
