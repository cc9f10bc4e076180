// SPDX-License-Identifier: Apache-2.0
#include "io/tables/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool blank(std::span<const CsvCell> row) {
  return std::all_of(row.begin(), row.end(), [](const CsvCell& cell) { return cell.text.empty(); });
}

/// What makes the bytes no text at all, as a message; empty if they are.
std::string why_not_text(const std::string& bytes, std::size_t& offset) {
  offset = 0;
  if (bytes.find_first_not_of(" \t\r\n") == bytes.npos || bytes == kByteOrderMark) {
    return "is empty";
  }
  if (looks_like_utf16(bytes)) return "is UTF-16 text, not UTF-8";
  if (const auto nul = bytes.find('\0'); nul != bytes.npos) {
    offset = nul;
    return "is a binary file, not a table";
  }
  if (const auto bad = find_invalid_utf8(bytes)) {
    offset = *bad;
    return "is not UTF-8 text";
  }
  return {};
}

}  // namespace

struct Csv::Cursor {
  std::string_view text;
  std::size_t at = 0;
  bool at_end() const { return at >= text.size(); }
  bool at_break() const { return at_end() || text[at] == '\n' || text.substr(at, 2) == "\r\n"; }
  void skip_spaces() {
    while (!at_end() && (text[at] == ' ' || text[at] == '\t')) ++at;
  }
};

std::string_view separator_name(char c) {
  return c == ';' ? "semicolons" : c == '\t' ? "tabs" : "";
}

Problem other_separator(Place place, std::string_view name) {
  return {std::move(place), "", fmt::format("expected commas between the cells, found {}", name),
          "export the table as CSV with the separator comma, and numbers with a decimal point"};
}

Csv::Csv(std::string file, std::string bytes, Problems& problems, Comments comments)
    : file_(std::move(file)),
      bytes_(std::make_shared<const std::string>(std::move(bytes))),
      unescaped_(std::make_shared<std::deque<std::string>>()) {
  std::size_t offset = 0;
  if (const std::string why = why_not_text(*bytes_, offset); !why.empty()) {
    const bool whole_file = why == "is empty";
    const Place place = whole_file ? Place{file_} : place_at(file_, *bytes_, offset);
    const bool encoding = why.ends_with("text") || why.ends_with("UTF-8");
    problems.add({place, "", why, encoding ? "save it as CSV UTF-8" : ""}, InputKind::data);
    return;
  }
  parse_rows(problems, comments);
}

Place Csv::place(const CsvCell& cell) const {
  const bool marked = bytes_->starts_with(kByteOrderMark);
  const std::size_t skip = marked ? kByteOrderMark.size() : 0;
  return place_at(file_, std::string_view(*bytes_).substr(skip), cell.offset - skip);
}

void Csv::parse_rows(Problems& problems, Comments comments) {
  Cursor cursor{*bytes_};
  if (cursor.text.starts_with(kByteOrderMark)) cursor.at = kByteOrderMark.size();
  while (!cursor.at_end()) {
    const std::size_t first_cell = cells_.size();
    const bool comment = cursor.text[cursor.at] == '#' && comments == Comments::skip;
    if (comment) {  // may hold anything, quotes too
      const std::size_t end = std::min(cursor.text.find('\n', cursor.at), cursor.text.size());
      if (size() == 0) leading_comment_ = cursor.text.substr(cursor.at, end - cursor.at);
      cursor.at = end;
    } else {
      while (true) {
        if (!parse_cell(cursor, problems)) {
          cut_off_ = true;
          return;
        }
        if (cursor.at_break()) break;
        ++cursor.at;  // the comma
      }
      end_row(comments, first_cell);
    }
    if (!cursor.at_end()) cursor.at += cursor.text[cursor.at] == '\r' ? 2 : 1;
  }
}

void Csv::end_row(Comments comments, std::size_t first_cell) {
  const std::span<const CsvCell> row = std::span(cells_).subspan(first_cell);
  const bool comment = comments == Comments::skip && !row[0].quoted && row[0].text.starts_with('#');
  if (comment || blank(row)) {
    if (comment && size() == 0) leading_comment_ = row[0].text;
    cells_.resize(first_cell);
  } else {
    begin_.push_back(cells_.size());
  }
}

/// Reads up to the comma or the line break that ends the cell.
bool Csv::parse_cell(Cursor& cursor, Problems& problems) {
  cursor.skip_spaces();
  const std::size_t start = cursor.at;
  if (cursor.at_end() || cursor.text[start] != '"') {
    while (!cursor.at_break() && cursor.text[cursor.at] != ',') ++cursor.at;
    cells_.push_back({trimmed(cursor.text.substr(start, cursor.at - start)), start, false});
    return true;
  }
  bool doubled = false;
  std::size_t quote = cursor.text.find('"', start + 1);
  while (quote != cursor.text.npos && cursor.text.substr(quote + 1, 1) == "\"") {
    doubled = true;
    quote = cursor.text.find('"', quote + 2);
  }
  const CsvCell cell{cursor.text.substr(start + 1, quote - start - 1), start, true};
  const auto fail = [&](std::string message) {
    problems.add({place(cell), "", std::move(message), ""}, InputKind::data);
    return false;
  };
  if (quote == cursor.text.npos) return fail("the quote that opens here is never closed");
  cursor.at = quote + 1;
  cursor.skip_spaces();
  if (!cursor.at_break() && cursor.text[cursor.at] != ',') {
    if (const std::string_view name = separator_name(cursor.text[cursor.at]); !name.empty()) {
      problems.add(other_separator(place(cell), name), InputKind::data);
      return false;
    }
    return fail("there is text after the quote that closes this cell");
  }
  cells_.push_back(cell);
  if (doubled) {
    std::string& text = unescaped_->emplace_back();
    for (std::size_t i = 0; i < cell.text.size(); ++i) {
      text += cell.text[i];
      if (cell.text[i] == '"') ++i;
    }
    cells_.back().text = text;
  }
  return true;
}

}  // namespace ravenstein::io
