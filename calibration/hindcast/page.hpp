// SPDX-License-Identifier: Apache-2.0
// What a hindcast found, on one page: tables of scores, for a terminal, a document or a program.
#pragma once

#include <cstdint>
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

/// A file that a hindcast read.
struct HindcastInput {
  std::string scenario;  ///< as the hindcast names it, without folders of this machine
  std::string path;      ///< relative to the scenario's folder
  std::string sha256;
  std::uint64_t bytes = 0;
};

/// Where a page comes from: enough to see whether another one is of the same.
struct HindcastProvenance {
  std::string program, git_sha1, compiler, build_type, random_generator, command_line;
  std::uint64_t seed = 1;
  std::string path, sha256;  ///< of the hindcast file
  std::vector<std::string> overrides;
  std::vector<HindcastInput> inputs;
};

/// Scores to three decimals.
std::string page_text(const HindcastPage& page, Layout layout);
/// All digits; NaN is null.
std::string page_json(const HindcastPage& page, const HindcastProvenance& provenance = {});

}  // namespace ravenstein::calibration
