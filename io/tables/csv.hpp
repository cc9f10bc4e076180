// SPDX-License-Identifier: Apache-2.0
// CSV as RFC 4180 has it: rows of cells, each with the place where it stands. We parse it
// ourselves because the CSV libraries of Debian 12 do not keep line and column of every cell,
// which our messages need.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/problem.hpp"

namespace ravenstein::io {

/// One cell: its text without quotes, unquoted cells without the spaces around them.
struct CsvCell {
  std::string_view text;
  std::size_t offset = 0;  ///< of its first byte in the file
  bool quoted = false;
};

/// What programs put between cells in place of commas, as a word: `semicolons`, `tabs`; else "".
std::string_view separator_name(char c);
/// The problem of a table whose cells are so separated.
Problem other_separator(Place place, std::string_view name);

/// A comma-separated file. Understood: a byte-order mark, LF and CRLF, quoted cells with commas,
/// line breaks and doubled quotes in them. Left out: blank lines (also `,,,`) and, unless they are
/// kept, comments: lines whose first cell is not quoted and starts with `#`.
class Csv {
 public:
  enum class Comments { skip, keep };

  /// Reads it all. What is not CSV becomes a problem (of kind data): a file that is empty, binary
  /// (holds NUL), not UTF-8, or whose quotes do not close; rows before the mistake are kept.
  /// `file` is the name that problems show.
  Csv(std::string file, std::string bytes, Problems& problems, Comments comments = Comments::skip);

  const std::string& file() const { return file_; }
  std::size_t size() const { return begin_.size() - 1; }
  std::span<const CsvCell> row(std::size_t r) const {
    return std::span(cells_).subspan(begin_[r], begin_[r + 1] - begin_[r]);
  }
  Place place(const CsvCell& cell) const;
  /// Reading ended at a mistake: what follows it is not known.
  bool cut_off() const { return cut_off_; }
  /// Of a comment that was skipped before the first row, or "".
  std::string_view leading_comment() const { return leading_comment_; }

 private:
  struct Cursor;
  bool parse_cell(Cursor& cursor, Problems& problems);
  void parse_rows(Problems& problems, Comments comments);
  void end_row(Comments comments, std::size_t first_cell);

  std::string file_;
  std::shared_ptr<const std::string> bytes_;  ///< cells look into it
  std::vector<CsvCell> cells_;
  std::vector<std::size_t> begin_{0};                   ///< per row + 1: its cells
  std::shared_ptr<std::deque<std::string>> unescaped_;  ///< cells that held doubled quotes
  std::string_view leading_comment_;
  bool cut_off_ = false;
};

}  // namespace ravenstein::io
