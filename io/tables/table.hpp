// SPDX-License-Identifier: Apache-2.0
// A CSV table with a header: columns by name, cells by type. Whatever is wrong is added to the
// problems given (as InputKind::data) with the file, line and column of the cell, and reading goes
// on, so that all mistakes of a table are told together.
//
//   Table table(path, bytes, problems);
//   const Column zone = table.need("zone");
//   const Column persons = table.need("persons");
//   table.refuse_other_columns();
//   for (std::size_t r = 0; r < table.rows(); ++r) {
//     if (const auto n = table.persons(r, persons)) use(table.text(r, zone), *n);
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar.hpp"
#include "engine/core/problem.hpp"
#include "io/tables/csv.hpp"

namespace ravenstein::io {

/// A column of a table, or none: getters answer as for an empty cell and stay silent.
struct Column {
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::size_t index = kNone;
  explicit operator bool() const { return index != kNone; }
};

class Table {
 public:
  /// The first row is the header; a row of HXL tags right below it is left out. Rows that are
  /// longer or shorter than the header are problems. `problems` outlives the table.
  Table(std::string file, std::string bytes, Problems& problems);

  std::size_t rows() const { return rows_.size(); }
  const std::string& file() const { return csv_.file(); }
  const std::vector<std::string>& columns() const { return columns_; }

  /// A column that must be there; a problem if it is not.
  Column need(std::string_view name);
  /// A column that may be there.
  Column find(std::string_view name);
  /// The columns nobody has asked for, in order.
  std::vector<Column> others() const;
  /// A problem for each of them.
  void refuse_other_columns();
  /// A problem if the column's name looks like a misspelt one of those asked for and not found.
  bool refuse_misspelt(Column column);

  bool blank(std::size_t row, Column column) const;
  /// The cell's text; "" and no problem if it is blank.
  std::string_view peek(std::size_t row, Column column) const;
  /// The getters below want something in the cell: a blank one is a problem.
  std::string_view text(std::size_t row, Column column);
  /// Whole persons, 0..10^10.
  std::optional<std::int64_t> persons(std::size_t row, Column column);
  std::optional<std::int64_t> whole(std::size_t row, Column column, std::int64_t minimum,
                                    std::int64_t maximum);
  /// A finite number within minimum..maximum.
  std::optional<double> real(std::size_t row, Column column,
                             double minimum = -std::numeric_limits<double>::infinity(),
                             double maximum = std::numeric_limits<double>::infinity());
  /// `YYYY-MM-DD`
  std::optional<Date> date(std::size_t row, Column column);

  /// What stands in the column of the rows that were refused for their length.
  std::vector<std::string> peek_misshapen(Column column) const;
  /// Reading ended at a mistake: there may be further rows.
  bool cut_off() const { return csv_.cut_off(); }

  /// Of the cell; of the row if there is no such column.
  Place place(std::size_t row, Column column = {}) const;
  Place header_place() const;
  /// Adds a problem with this cell.
  void problem(std::size_t row, Column column, std::string message, std::string hint = {});
  /// Adds a problem with the column's header; with the whole header if there is no such column.
  void header_problem(Column column, std::string message, std::string hint = {});

 private:
  bool refuse_separator(std::span<const CsvCell> header);
  void read_header(std::span<const CsvCell> header);
  void refuse(std::size_t row, Column column, std::string_view expected);

  Csv csv_;
  Problems& problems_;
  std::vector<std::string> columns_;
  std::vector<bool> asked_;
  std::vector<std::string> absent_;     ///< asked for and not there
  std::vector<std::size_t> rows_;       ///< those as long as the header
  std::vector<std::size_t> misshapen_;  ///< the others
  std::size_t told_ = 0;                ///< problems with cells so far; told only up to some number
};

}  // namespace ravenstein::io
