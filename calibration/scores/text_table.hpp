// SPDX-License-Identifier: Apache-2.0
// A table of texts, for a terminal or a Markdown document.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "calibration/scores/print.hpp"

namespace ravenstein::calibration {

/// The first column is aligned left, the others right unless said otherwise. Rows are as long as
/// the head.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> head) : rows_{std::move(head)} {}
  void align_left(std::size_t column) { left_.push_back(column); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  std::string text(Layout layout) const;

 private:
  bool is_left(std::size_t column) const;
  std::vector<std::size_t> widths() const;
  void append_row(std::string& out, const std::vector<std::string>& row,
                  const std::vector<std::size_t>& width, Layout layout) const;
  void append_rule(std::string& out, const std::vector<std::size_t>& width, Layout layout) const;

  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> left_{};
};

}  // namespace ravenstein::calibration
