// SPDX-License-Identifier: Apache-2.0
#include "io/tables/attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

/// The columns of zones; those that are no zones are problems.
std::vector<std::pair<ZoneIndex, Column>> zone_columns(Table& table, const ZoneCodes& codes) {
  std::vector<std::pair<ZoneIndex, Column>> columns;
  for (const Column column : table.others()) {
    if (table.refuse_misspelt(column)) continue;
    const std::string& code = table.columns()[column.index];
    if (const auto zone = codes.find(code)) {
      columns.emplace_back(*zone, column);
    } else if (!codes.excused(code)) {
      table.header_problem(column, fmt::format("unknown zone {}", in_quotes(code)),
                           codes.hint(code));
    }
  }
  return columns;
}

/// Weights of which all are zero give no distribution.
void refuse_zero_column(Table& table, Column column) {
  if (!column || table.rows() == 0) return;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto weight = parse_real(table.peek(r, column));
    if (!weight || *weight > 0) return;
  }
  table.header_problem(column, "all weights are zero");
}

}  // namespace

AttributeTable read_attribute(Table& table, const ZoneCodes& codes, const std::string& name) {
  constexpr double kLargestWeight = 1e12;
  const Column value_column = table.need("value");
  const Column default_column = table.need("default");
  const auto zones = zone_columns(table, codes);
  AttributeTable attribute{name, {}};
  for (std::size_t r = 0; r < table.rows(); ++r) {
    AttributeTable::Value value;
    value.text = table.text(r, value_column);
    const auto same = [&](const AttributeTable::Value& v) { return v.text == value.text; };
    if (std::any_of(attribute.values.begin(), attribute.values.end(), same)) {
      table.problem(r, value_column, fmt::format("value {} is there twice", in_quotes(value.text)));
    }
    value.default_weight = table.real(r, default_column, 0, kLargestWeight).value_or(0);
    for (const auto& [zone, column] : zones) {
      value.weights.emplace_back(zone, table.real(r, column, 0, kLargestWeight).value_or(0));
    }
    attribute.values.push_back(std::move(value));
  }
  refuse_zero_column(table, default_column);
  for (const auto& [zone, column] : zones) refuse_zero_column(table, column);
  return attribute;
}

}  // namespace ravenstein::io
