// SPDX-License-Identifier: Apache-2.0
#include "io/import/positional.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

std::string from_latin1(std::string_view text) {
  std::string utf8;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0U | (byte >> 6U));
      utf8 += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return utf8;
}

/// Splits a text into rows, character by character.
class Splitter {
 public:
  explicit Splitter(PositionalTable& table) : table_(&table) {}

  /// False if the text ends inside quotes that began on line `open_line`.
  bool run(std::string_view text, int& open_line) {
    bool quoted = false;
    start_row();
    for (std::size_t i = 0; i < text.size(); ++i, ++column_) {
      const char c = text[i];
      if (c == '\r' && text.substr(i + 1, 1) == "\n") continue;
      if (c == '\n') {
        ++line_;
        column_ = 0;
      }
      if (quoted) {
        if (c != '"') {
          field_ += c;
        } else if (i + 1 < text.size() && text[i + 1] == '"') {
          field_ += text[++i];
          ++column_;
        } else {
          quoted = false;
        }
      } else if (c == '"' && trimmed(field_).empty()) {
        quoted = true;
        open_line = line_;
      } else if (c == ',') {
        end_field();
      } else if (c == '\n') {
        end_row();
      } else {
        field_ += c;
      }
    }
    if (!field_.empty() || !row_.fields.empty()) end_row();
    return !quoted;
  }

 private:
  void start_row() {
    row_ = {};
    row_.line = line_;
    field_.clear();
    field_column_ = 1;
  }
  void end_field() {
    row_.fields.emplace_back(trimmed(field_));
    row_.columns.push_back(field_column_);
    field_.clear();
    field_column_ = column_ + 1;
  }
  void end_row() {
    end_field();
    row_.comment = row_.fields.front().starts_with('#');
    table_->rows.push_back(std::move(row_));
    start_row();
  }

  PositionalTable* table_;
  PositionalRow row_;
  std::string field_;
  int line_ = 1, column_ = 1, field_column_ = 1;
};

bool has_thousands(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos || comma == 0 || comma > 3) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool separator = i >= comma && (i - comma) % 4 == 0;
    if (separator != (text[i] == ',')) return false;
    if (!separator && (text[i] < '0' || text[i] > '9')) return false;
  }
  return (text.size() - comma) % 4 == 0;
}

}  // namespace

const std::string& PositionalRow::field(std::size_t i) const {
  static const std::string nothing;
  return i < fields.size() ? fields[i] : nothing;
}

bool PositionalRow::blank() const {
  return std::all_of(fields.begin(), fields.end(), [](const auto& f) { return f.empty(); });
}

Place PositionalTable::place(const PositionalRow& row, std::size_t field) const {
  return {file, row.line, field < row.columns.size() ? row.columns[field] : 0};
}

std::vector<std::string> PositionalTable::header() const {
  for (const PositionalRow& row : rows) {
    if (row.blank()) continue;
    if (!row.comment) return {};
    std::vector<std::string> names = row.fields;
    names.front() = trimmed(std::string_view(names.front()).substr(1));
    return names;
  }
  return {};
}

std::vector<const PositionalRow*> PositionalTable::data() const {
  std::vector<const PositionalRow*> found;
  for (const PositionalRow& row : rows) {
    if (!row.comment && !row.blank()) found.push_back(&row);
  }
  return found;
}

PositionalTable split_table(std::string_view text, std::string file, ImportReport& report) {
  PositionalTable table;
  table.file = std::move(file);
  int open_line = 0;
  if (!Splitter(table).run(text, open_line)) {
    report.wrong({table.file, open_line, 0}, "", "a quote is opened and never closed",
                 "the file seems to be cut off");
  }
  return table;
}

std::optional<std::string> read_text(const std::filesystem::path& path, ImportReport& report,
                                     bool* unreadable) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return {};
  const std::string name = path.filename().string();
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  const bool read = stream && !std::filesystem::is_directory(path, error);
  if (!read || text.find('\0') != std::string::npos) {
    report.wrong({name, 0, 0}, "",
                 !read                    ? "cannot be read"
                 : looks_like_utf16(text) ? "expected UTF-8 text, found UTF-16"
                                          : "expected a text file, found binary content");
    if (unreadable != nullptr) *unreadable = true;
    return std::string();
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (!find_invalid_utf8(text)) return text;
  report.repaired({name, 0, 0}, "", "not UTF-8; read as Latin-1");
  return from_latin1(text);
}

std::optional<PositionalTable> read_table(const std::filesystem::path& path, ImportReport& report) {
  bool unreadable = false;
  const std::optional<std::string> text = read_text(path, report, &unreadable);
  if (!text) return {};
  PositionalTable table = split_table(*text, path.filename().string(), report);
  table.unreadable = unreadable;
  return table;
}

std::optional<double> parse_number(std::string_view text, bool* separated) {
  text = trimmed(text);
  std::string plain(text);
  if (has_thousands(text)) {
    std::erase(plain, ',');
    if (separated != nullptr) *separated = true;
  }
  return parse_real(plain);
}

std::optional<Date> parse_loose_date(std::string_view text) {
  if (const auto date = parse_date(text)) return date;
  const auto first = text.find('-');
  const auto second = first == std::string_view::npos ? first : text.find('-', first + 1);
  if (first != 4 || second == std::string_view::npos) return {};
  const auto padded = [](std::string_view part) { return fmt::format("{:0>2}", part); };
  return parse_date(fmt::format("{}-{}-{}", text.substr(0, first),
                                padded(text.substr(first + 1, second - first - 1)),
                                padded(text.substr(second + 1))));
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

double NumberReader::real(const PositionalRow& row, std::size_t field, std::string_view what,
                          double minimum, std::optional<double> missing) const {
  const std::string& text = row.field(field);
  if (text.empty() && missing) return *missing;
  bool separated = false;
  const std::optional<double> value = parse_number(text, &separated);
  if (!value || *value < minimum) {
    const std::string range =
        std::isfinite(minimum) ? fmt::format("a number >= {}", minimum) : std::string("a number");
    report_->wrong(table_->place(row, field), std::string(what),
                   fmt::format("expected {}, found \"{}\"", range, text));
    return std::max(0.0, std::isfinite(minimum) ? minimum : 0.0);
  }
  if (separated) {
    report_->repaired(table_->place(row, field), std::string(what),
                      fmt::format("\"{}\" read as {}", text, *value));
  }
  return *value;
}

std::int64_t NumberReader::whole(const PositionalRow& row, std::size_t field, std::string_view what,
                                 std::int64_t minimum, std::optional<std::int64_t> missing) const {
  constexpr double kLargest = 1e15;
  const std::string& text = row.field(field);
  if (text.empty() && missing) return *missing;
  const std::optional<double> value = parse_number(text);
  if (!value || *value < static_cast<double>(minimum) || std::abs(*value) > kLargest ||
      *value != std::floor(*value)) {
    report_->wrong(table_->place(row, field), std::string(what),
                   minimum == std::numeric_limits<std::int64_t>::min()
                       ? fmt::format("expected a whole number, found \"{}\"", text)
                       : fmt::format("expected a whole number >= {}, found \"{}\"", minimum, text));
    return std::max<std::int64_t>(0, minimum);
  }
  return static_cast<std::int64_t>(
      real(row, field, what, -std::numeric_limits<double>::infinity()));
}

}  // namespace ravenstein::io
