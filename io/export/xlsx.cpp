// SPDX-License-Identifier: Apache-2.0
// A workbook for people who plan with spreadsheets, through libxlsxwriter. Texts are written as
// texts: no name becomes a formula.
#include <xlsxwriter.h>

#include <cmath>
#include <new>
#include <utility>

#include "io/export/columns.hpp"
#include "io/export/export.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

class Workbook {
 public:
  Workbook(const fs::path& path, const ReleaseTables& tables)
      : tables_(tables), book_(workbook_new(path.c_str())) {
    if (book_ == nullptr) throw std::bad_alloc();
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    number_ = workbook_add_format(book_);
    format_set_num_format(number_, "#,##0");
    std::string title = tables.title;
    std::string stamp = tables.release == Release::open ? "public" : kRestrictedStamp;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.comments = stamp.data();
    properties.created = kAnyTime;
    workbook_set_properties(book_, &properties);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  ~Workbook() {
    if (book_ != nullptr) workbook_close(book_);
  }

  /// Lines of texts, the first cell of each in bold.
  void lines(const char* name, const std::vector<std::vector<std::string>>& rows) {
    lxw_worksheet* sheet = add(name);
    lxw_row_t at = start_;
    for (const auto& row : rows) {
      lxw_col_t column = 0;
      for (const std::string& text : row) {
        worksheet_write_string(sheet, at, column, text.c_str(), column == 0 ? bold_ : nullptr);
        ++column;
      }
      ++at;
    }
    worksheet_set_column(sheet, 0, 0, 24, nullptr);
    worksheet_set_column(sheet, 1, 1, 100, nullptr);
  }

  void rows(const char* name, const RowTable& table) {
    lxw_worksheet* sheet = add(name);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      worksheet_write_string(sheet, start_, static_cast<lxw_col_t>(c),
                             table.columns[c].name.c_str(), bold_);
    }
    worksheet_freeze_panes(sheet, start_ + 1, 0);
    worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(table.columns.size() - 1), 14, nullptr);
    lxw_row_t at = start_ + 1;
    table.each([&](const std::vector<Cell>& row) {
      if (at >= LXW_ROW_MAX) throw TooLong();
      for (std::size_t c = 0; c < row.size(); ++c) write(sheet, at, c, row[c]);
      ++at;
    });
    worksheet_autofilter(sheet, start_, 0, at - 1,
                         static_cast<lxw_col_t>(table.columns.size() - 1));
  }

  std::string close() {
    const lxw_error error = workbook_close(std::exchange(book_, nullptr));
    return error == LXW_NO_ERROR ? "" : lxw_strerror(error);
  }

  struct TooLong {};

 private:
  static constexpr time_t kAnyTime = 946684800;  // 2000-01-01: equal exports are equal files

  /// With the stamp in its first row, on the screen and on paper.
  lxw_worksheet* add(const char* name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name);
    start_ = 0;
    if (tables_.release == Release::restricted) {
      worksheet_write_string(sheet, 0, 0, kRestrictedStamp, bold_);
      worksheet_set_header(sheet, (std::string("&C") + kRestrictedStamp).c_str());
      start_ = 1;
    }
    return sheet;
  }

  void write(lxw_worksheet* sheet, lxw_row_t row, std::size_t c, const Cell& cell) {
    const auto column = static_cast<lxw_col_t>(c);
    if (const auto* number = std::get_if<double>(&cell)) {
      const bool small = std::abs(*number) < 100 && *number != std::round(*number);
      if (std::isfinite(*number)) {
        worksheet_write_number(sheet, row, column, *number, small ? nullptr : number_);
      }
    } else {
      const auto& text = std::get<std::string>(cell);
      worksheet_write_string(sheet, row, column, text.substr(0, 32000).c_str(), nullptr);
    }
  }

  const ReleaseTables& tables_;
  lxw_workbook* book_;
  lxw_format* bold_ = nullptr;
  lxw_format* number_ = nullptr;
  lxw_row_t start_ = 0;
};

using Lines = std::vector<std::vector<std::string>>;

Lines summary(const ReleaseTables& t) {
  Lines lines = {{"Projection", t.title},
                 {"Period", t.begin.front() + " to " + t.end.back()},
                 {"Model", t.model},
                 {"Members", t.members > 0 ? std::to_string(t.members) : "a single run"},
                 {"About the numbers", t.note()},
                 {"Made by", "Ravenstein " + t.engine_version},
                 {"Scenario (SHA-256)", t.scenario_sha256},
                 {"Flows", t.flow_note}};
  for (const ReleasedTable& table : t.tables) {
    lines.push_back({"Last " + table.name, number_text(table.total.back()) + " (" + table.meaning +
                                               "; all places, " + t.end.back() + ")"});
  }
  return lines;
}

Lines assumptions(const ReleaseTables& t) {
  Lines lines = {{"Kind", "Text"}};
  for (const std::string& remark : t.remarks) lines.push_back({"Remark", remark});
  for (const std::string& standard : t.standards) lines.push_back({"Standard", standard});
  return lines;
}

Lines sources(const ReleaseTables& t) {
  Lines lines = {{"Table", "Publisher", "Date", "Licence", "Address", "Note"}};
  for (const Source& s : t.sources) {
    lines.push_back({s.table, s.publisher, s.date, s.licence, s.url, s.note});
  }
  return lines;
}

void fill(Workbook& book, const ReleaseTables& tables) {
  book.lines("Summary", summary(tables));
  book.rows("People", people_rows(tables, tables.present()));
  for (const ReleasedTable& table : tables.tables) {
    if (table.name == "arrivals") book.rows("Arrivals", people_rows(tables, table));
  }
  book.rows("Totals", total_rows(tables));
  book.rows("Places", place_rows(tables));
  book.rows("Flows", flow_rows(tables));
  book.rows("Parts", part_rows(tables));
  book.rows("Needs", need_rows(tables));
  book.lines("Assumptions", assumptions(tables));
  book.lines("Sources", sources(tables));
}

}  // namespace

void export_xlsx(const ReleaseTables& tables, const fs::path& output, bool force) {
  write_atomically(output, force, [&](const fs::path& temporary) {
    Workbook book(temporary, tables);
    try {
      fill(book, tables);
    } catch (const Workbook::TooLong&) {
      throw WriteError(output, "more than 1,048,576 rows, which no spreadsheet holds: use csv");
    }
    if (const std::string error = book.close(); !error.empty()) throw WriteError(output, error);
  });
}

}  // namespace ravenstein::io
