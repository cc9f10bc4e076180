// SPDX-License-Identifier: Apache-2.0
// Released tables as rows of text and numbers, for every format that has rows: names, HXL tags and
// the cells. A text is a text; a missing number is NaN.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "io/release/release_tables.hpp"

namespace ravenstein::io {

using Cell = std::variant<std::string, double>;

struct Column {
  std::string name, hxl;
  bool number = false;
};

struct RowTable {
  std::string name;  ///< of the file or sheet, in lower case
  std::vector<Column> columns;
  /// Calls with each row in turn, so that large tables need no memory.
  std::function<void(const std::function<void(const std::vector<Cell>&)>&)> each;
};

/// By row, place and quantity; only what is shown.
RowTable people_rows(const ReleaseTables& tables);
/// The same of one quantity.
RowTable people_rows(const ReleaseTables& tables, const ReleasedTable& of);
RowTable total_rows(const ReleaseTables& tables);
/// With the last number of people present.
RowTable place_rows(const ReleaseTables& tables);
RowTable flow_rows(const ReleaseTables& tables);
RowTable part_rows(const ReleaseTables& tables);
RowTable need_rows(const ReleaseTables& tables);

/// `0.05` -> `q05`
std::string quantile_name(double quantile);
/// A number as short as it is exact to a thousandth; nothing if it is missing.
std::string number_text(double value);

}  // namespace ravenstein::io
