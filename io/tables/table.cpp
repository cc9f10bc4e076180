// SPDX-License-Identifier: Apache-2.0
#include "io/tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

constexpr std::size_t kMostProblems = 40;              // told per table
constexpr std::int64_t kMostPersons = 10'000'000'000;  // more than live on Earth

bool hxl(std::span<const CsvCell> row) {
  return std::all_of(row.begin(), row.end(), [](const CsvCell& cell) {
    return cell.text.empty() || cell.text.starts_with('#');
  });
}

bool means_unknown(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kWords{"nan", "na", "n/a",  "null",
                                                          "-",   "..", "none", "not available"};
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

/// The number without its thousands separators, e.g. `1,234` and `1 234` → `1234`; else empty.
std::string without_separators(std::string_view text) {
  std::string digits;
  std::size_t group = 0;  // digits since the last separator
  bool separated = false;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c))) {
      digits += c;
      ++group;
    } else if ((c == ',' || c == ' ' || c == '\'' || c == '_') && !digits.empty() &&
               (!separated || group == 3)) {
      separated = true;
      group = 0;
    } else {
      return {};
    }
  }
  return separated && group == 3 ? digits : std::string();
}

std::string hint_for_number(std::string_view text) {
  if (means_unknown(text)) return "leave out what is not known";
  if (const std::string plain = without_separators(text); !plain.empty()) {
    return fmt::format("without thousands separators: {}", plain);
  }
  return {};
}

std::string range_text(double minimum, double maximum) {
  const bool low = std::isfinite(minimum);
  const bool high = std::isfinite(maximum);
  if (low && high) return fmt::format("a number in {}..{}", minimum, maximum);
  if (low) return fmt::format("a number of at least {}", minimum);
  return high ? fmt::format("a number of at most {}", maximum) : "a number";
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

}  // namespace

Table::Table(std::string file, std::string bytes, Problems& problems)
    : csv_(std::move(file), std::move(bytes), problems), problems_(problems) {
  if (csv_.size() == 0 || refuse_separator(csv_.row(0))) return;
  read_header(csv_.row(0));
  for (std::size_t r = 1; r < csv_.size(); ++r) {
    const std::span<const CsvCell> row = csv_.row(r);
    if (r == 1 && hxl(row)) continue;
    if (row.size() == columns_.size()) {
      rows_.push_back(r);
      continue;
    }
    misshapen_.push_back(r);
    problems_.add(
        {csv_.place(row[0]), "",
         fmt::format("expected {} cells as in the header, found {}", columns_.size(), row.size()),
         ""},
        InputKind::data);
  }
}

/// All columns in one cell: the program that wrote the table does not write commas.
bool Table::refuse_separator(std::span<const CsvCell> header) {
  const auto at = header[0].text.find_first_of(";\t");
  if (header.size() > 1 || at == std::string_view::npos) return false;
  problems_.add(other_separator(csv_.place(header[0]), separator_name(header[0].text[at])),
                InputKind::data);
  return true;
}

std::vector<std::string> Table::peek_misshapen(Column column) const {
  std::vector<std::string> cells;
  for (const std::size_t r : misshapen_) {
    const std::span<const CsvCell> row = csv_.row(r);
    cells.emplace_back(column && column.index < row.size() ? row[column.index].text : "");
  }
  return cells;
}

void Table::read_header(std::span<const CsvCell> header) {
  asked_.assign(header.size(), false);
  for (const CsvCell& cell : header) {
    std::string name(cell.text);
    if (name.empty() || std::find(columns_.begin(), columns_.end(), name) != columns_.end()) {
      const std::string message =
          name.empty() ? "a column has no name" : fmt::format("column {} is there twice", name);
      problems_.add({csv_.place(cell), "", message, ""}, InputKind::data);
      asked_[columns_.size()] = true;  // told once
    }
    columns_.push_back(std::move(name));
  }
}

Column Table::find(std::string_view name) {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) {
    absent_.emplace_back(name);
    return {};
  }
  const auto index = static_cast<std::size_t>(found - columns_.begin());
  asked_[index] = true;
  return {index};
}

Column Table::need(std::string_view name) {
  const Column column = find(name);
  if (column || columns_.empty()) return column;
  std::string hint;
  if (const std::string_view near = nearest(name, columns_); !near.empty()) {
    hint = fmt::format("is it {}?", in_quotes(near));
    const auto other = std::find(columns_.begin(), columns_.end(), near);
    asked_[static_cast<std::size_t>(other - columns_.begin())] = true;  // told once
  }
  const std::string_view comment = csv_.leading_comment();
  if (hint.empty() && comment.find(name) != comment.npos) {
    hint = "a line that starts with # is a comment, the header must not";
  }
  problems_.add({header_place(), "",
                 fmt::format("column {} is missing, found: {}", name, listed(columns_)), hint},
                InputKind::data);
  return column;
}

std::vector<Column> Table::others() const {
  std::vector<Column> columns;
  for (std::size_t c = 0; c < asked_.size(); ++c) {
    if (!asked_[c]) columns.push_back({c});
  }
  return columns;
}

void Table::refuse_other_columns() {
  for (const Column column : others()) {
    if (refuse_misspelt(column)) continue;
    header_problem(column, fmt::format("unknown column {}", columns_[column.index]));
  }
}

bool Table::refuse_misspelt(Column column) {
  const std::string hint = did_you_mean(columns_[column.index], absent_);
  if (hint.empty()) return false;
  header_problem(column, fmt::format("unknown column {}", columns_[column.index]), hint);
  return true;
}

std::string_view Table::peek(std::size_t row, Column column) const {
  return column ? csv_.row(rows_[row])[column.index].text : std::string_view();
}

bool Table::blank(std::size_t row, Column column) const { return peek(row, column).empty(); }

std::string_view Table::text(std::size_t row, Column column) {
  const std::string_view found = peek(row, column);
  if (found.empty() && column) problem(row, column, "is empty");
  return found;
}

void Table::refuse(std::size_t row, Column column, std::string_view expected) {
  const std::string_view found = peek(row, column);
  problem(row, column, fmt::format("expected {}, found {}", expected, in_quotes(found)),
          hint_for_number(found));
}

std::optional<std::int64_t> Table::persons(std::size_t row, Column column) {
  const std::string_view found = text(row, column);
  if (found.empty()) return {};
  const auto value = parse_whole(found);
  if (value && *value >= 0 && *value <= kMostPersons) return value;
  const auto real_value = parse_real(found);
  if (real_value && *real_value < 0) {
    problem(row, column, fmt::format("persons cannot be negative, found {}", found));
  } else if (real_value && *real_value > static_cast<double>(kMostPersons)) {
    problem(row, column, fmt::format("expected at most {} persons, found {}", kMostPersons, found));
  } else if (real_value) {
    problem(row, column, fmt::format("persons must be whole, found {}", found));
  } else {
    refuse(row, column, "whole persons");
  }
  return {};
}

std::optional<std::int64_t> Table::whole(std::size_t row, Column column, std::int64_t minimum,
                                         std::int64_t maximum) {
  const std::string_view found = text(row, column);
  if (found.empty()) return {};
  const auto value = parse_whole(found);
  if (value && *value >= minimum && *value <= maximum) return value;
  refuse(row, column, fmt::format("a whole number in {}..{}", minimum, maximum));
  return {};
}

std::optional<double> Table::real(std::size_t row, Column column, double minimum, double maximum) {
  const std::string_view found = text(row, column);
  if (found.empty()) return {};
  const auto value = parse_real(found);
  if (value && *value >= minimum && *value <= maximum) return value;
  refuse(row, column, range_text(minimum, maximum));
  return {};
}

std::optional<Date> Table::date(std::size_t row, Column column) {
  const std::string_view found = text(row, column);
  if (found.empty()) return {};
  const auto value = parse_date(found);
  if (!value) refuse(row, column, "a date YYYY-MM-DD");
  return value;
}

Place Table::place(std::size_t row, Column column) const {
  return csv_.place(csv_.row(rows_[row])[column ? column.index : 0]);
}

Place Table::header_place() const {
  return csv_.size() == 0 ? Place{file()} : csv_.place(csv_.row(0)[0]);
}

void Table::problem(std::size_t row, Column column, std::string message, std::string hint) {
  if (told_ > kMostProblems) return;
  if (++told_ > kMostProblems) {
    message = "and more, not listed here";
    column = {};
    hint.clear();
  }
  problems_.add({place(row, column), column ? columns_[column.index] : std::string(),
                 std::move(message), std::move(hint)},
                InputKind::data);
}

void Table::header_problem(Column column, std::string message, std::string hint) {
  const Place place = column ? csv_.place(csv_.row(0)[column.index]) : header_place();
  problems_.add({place, "", std::move(message), std::move(hint)}, InputKind::data);
}

}  // namespace ravenstein::io
