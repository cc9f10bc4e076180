// SPDX-License-Identifier: Apache-2.0
// Tables whose columns have no reliable names, only positions, and whose text is untidy: the files
// of Flee. Split as leniently as Python's csv module does; tables of our own are read strictly
// (io/tables).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar.hpp"
#include "engine/core/problem.hpp"
#include "io/import/import_report.hpp"

namespace ravenstein::io {

/// A line of a table. Fields are unquoted and trimmed.
struct PositionalRow {
  int line = 0;
  bool comment = false;  ///< its first field starts with `#`
  std::vector<std::string> fields;
  std::vector<int> columns;  ///< where each field starts in the line, from 1

  /// The field, or "" beyond the last.
  const std::string& field(std::size_t i) const;
  bool blank() const;
};

struct PositionalTable {
  std::string file;         ///< as it shall be named in messages
  bool unreadable = false;  ///< binary, say; that has been told
  std::vector<PositionalRow> rows;

  Place place(const PositionalRow& row, std::size_t field) const;
  Place place(const PositionalRow& row) const { return {file, row.line, 0}; }
  /// The fields of the first comment before any data, without its `#`; empty if there is none.
  std::vector<std::string> header() const;
  /// Rows that are neither comments nor blank.
  std::vector<const PositionalRow*> data() const;
};

/// Splits text as Python's csv module does: commas, double quotes (doubled inside), LF or CRLF.
/// Errors: an unterminated quote (the file is cut off).
PositionalTable split_table(std::string_view text, std::string file, ImportReport& report);

/// Reads and splits a file; empty if it does not exist. Errors: binary content, unreadable.
/// Repairs: a byte order mark (silently), Latin-1 in place of UTF-8.
std::optional<PositionalTable> read_table(const std::filesystem::path& path, ImportReport& report);
/// The text of a file; empty if it does not exist, "" and `*unreadable` if it cannot be used.
std::optional<std::string> read_text(const std::filesystem::path& path, ImportReport& report,
                                     bool* unreadable = nullptr);

/// A finite number; thousands separators (`22,849`) are accepted and set `*separated`.
std::optional<double> parse_number(std::string_view text, bool* separated = nullptr);
/// `YYYY-MM-DD`, also without leading zeros.
std::optional<Date> parse_loose_date(std::string_view text);

/// ASCII letters in lower case.
std::string lower_case(std::string_view text);

/// What to make of the numbers in a table: every mistake is told with its place.
class NumberReader {
 public:
  NumberReader(const PositionalTable& table, ImportReport& report)
      : table_(&table), report_(&report) {}
  /// The field as a number in [minimum, inf); `missing` for an empty one. An error otherwise.
  double real(const PositionalRow& row, std::size_t field, std::string_view what, double minimum,
              std::optional<double> missing = std::nullopt) const;
  /// The same for whole numbers.
  std::int64_t whole(const PositionalRow& row, std::size_t field, std::string_view what,
                     std::int64_t minimum, std::optional<std::int64_t> missing = {}) const;

 private:
  const PositionalTable* table_;
  ImportReport* report_;
};

}  // namespace ravenstein::io
