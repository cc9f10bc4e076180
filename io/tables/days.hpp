// SPDX-License-Identifier: Apache-2.0
// Days in tables: a column of dates or one of day numbers.
#pragma once

#include <optional>
#include <string_view>

#include "engine/core/calendar.hpp"
#include "io/tables/table.hpp"

namespace ravenstein::io {

/// The simulated days, as far as they are known: checks against the period are left out if the
/// scenario's own period is not readable.
struct Days {
  Period period;
  bool known = true;
  /// Things may lie after the end without a problem, since the period has been cut.
  bool cut = false;

  /// `day 12 (2012-03-12)`
  std::string text(int day) const;
};

/// The column of dates, or the column of whole days if there is none of dates.
class DayColumn {
 public:
  /// If `needed`, a problem where the table has neither.
  DayColumn(Table& table, std::string_view date_name, std::string_view day_name, bool needed);
  bool blank(const Table& table, std::size_t row) const { return table.blank(row, column_); }
  std::optional<int> read(Table& table, std::size_t row, const Days& days) const;
  Column column() const { return column_; }

 private:
  Column column_;
  bool dates_ = true;
};

}  // namespace ravenstein::io
