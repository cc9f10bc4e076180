// SPDX-License-Identifier: Apache-2.0
#include "io/tables/displacement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/world/monthly.hpp"
#include "io/tables/kind.hpp"
#include "io/tables/monthly.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

auto key(const DisplacementRecord& record) {
  return std::tie(record.month, record.from, record.to, record.cause);
}

}  // namespace

std::vector<DisplacementRecord> added_up(std::vector<DisplacementRecord> records) {
  std::sort(records.begin(), records.end(),
            [](const auto& a, const auto& b) { return key(a) < key(b); });
  std::vector<DisplacementRecord> sums;
  for (DisplacementRecord& record : records) {
    if (!sums.empty() && key(sums.back()) == key(record)) {
      sums.back().persons += record.persons;
    } else {
      sums.push_back(std::move(record));
    }
  }
  return sums;
}

std::string read_cause(Table& table, std::size_t row, Column column,
                       std::span<const std::string> causes) {
  const std::string cause(table.text(row, column));
  if (cause.empty() || causes.empty()) return cause;
  if (std::find(causes.begin(), causes.end(), cause) != causes.end()) return cause;
  table.problem(row, column,
                fmt::format("expected one of {}, found {}", listed(causes), in_quotes(cause)),
                did_you_mean(cause, causes));
  return {};
}

std::vector<DisplacementRecord> read_displacement(Table& table, const ZoneCodes& codes,
                                                  std::span<const std::string> causes) {
  if (!expect_flows(table)) return {};
  const Column month_column = table.need("month");
  const Column from_column = table.need("from");
  const Column to_column = table.need("to");
  const Column cause_column = table.need("cause");
  const Column persons_column = table.need("persons");
  table.refuse_other_columns();
  std::vector<DisplacementRecord> records;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto month = read_month(table, r, month_column);
    const auto from = codes.read(table, r, from_column);
    const auto to = codes.read(table, r, to_column);
    const std::string cause = read_cause(table, r, cause_column, causes);
    const auto persons = table.persons(r, persons_column);
    if (month && from && to && persons && !cause.empty()) {
      records.push_back({*month, *from, *to, cause, *persons});
    }
  }
  return added_up(std::move(records));
}

std::string displacement_csv(std::span<const DisplacementRecord> records,
                             std::span<const Zone> zones) {
  std::string text = "month,from,to,cause,persons\n";
  for (const DisplacementRecord& record : records) {
    text += fmt::format("{},{},{},{},{}\n", month_text(record.month), zones[record.from].code,
                        zones[record.to].code, record.cause, record.persons);
  }
  return text;
}

}  // namespace ravenstein::io
