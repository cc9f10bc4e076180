// SPDX-License-Identifier: Apache-2.0
// What a hindcast found, on one page: tables of scores, for a terminal, a document or a program.
#pragma once

#include <string>
#include <vector>

#include "calibration/scores/print.hpp"

namespace ravenstein::calibration {

struct PageRow {
  std::string name;
  std::vector<double> value;  ///< one per column; NaN: none
  std::string information{};  ///< what the forecast knew, or its parameters
  bool no_skill = false;      ///< it needs no model
};

struct PageTable {
  std::string name;
  std::string caption;               ///< what the scores are, in a sentence or two
  std::vector<std::string> columns;  ///< of the values
  std::vector<PageRow> rows;
  std::string information_column{};   ///< empty: no such column is shown
  std::string row_head = "forecast";  ///< what rows are
  std::string whole_column{};         ///< a column of whole numbers, if any
};

struct HindcastPage {
  std::string title;
  std::vector<std::string> remarks;
  std::vector<PageTable> tables;
};

/// Scores to three decimals.
std::string page_text(const HindcastPage& page, Layout layout);
/// All digits; NaN is null.
std::string page_json(const HindcastPage& page);

}  // namespace ravenstein::calibration
