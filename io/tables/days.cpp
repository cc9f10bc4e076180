// SPDX-License-Identifier: Apache-2.0
#include "io/tables/days.hpp"

#include <fmt/format.h>

namespace ravenstein::io {

std::string Days::text(int day) const {
  return fmt::format("day {} ({})", day, to_string(period.date_of(day)));
}

DayColumn::DayColumn(Table& table, std::string_view date_name, std::string_view day_name,
                     bool needed)
    : column_(table.find(date_name)) {
  if (column_) return;
  column_ = table.find(day_name);
  dates_ = !column_;
  if (!column_ && needed) column_ = table.need(date_name);
}

std::optional<int> DayColumn::read(Table& table, std::size_t row, const Days& days) const {
  constexpr int kFarthest = 100'000;
  if (dates_) {
    const auto date = table.date(row, column_);
    if (!date) return {};
    return days.period.day_of(*date);
  }
  const auto day = table.whole(row, column_, -kFarthest, kFarthest);
  if (!day) return {};
  return static_cast<int>(*day);
}

}  // namespace ravenstein::io
