// SPDX-License-Identifier: Apache-2.0
#include "io/tables/kind.hpp"

#include <algorithm>
#include <string_view>

namespace ravenstein::io {
namespace {

bool has(const Table& table, std::string_view column) {
  return std::ranges::find(table.columns(), column) != table.columns().end();
}

}  // namespace

bool expect_stocks(Table& table) {
  if (!has(table, "from") || !has(table, "to") || has(table, "zone")) return true;
  table.header_problem({},
                       "holds flows (people who went from one zone to another): expected stocks "
                       "(people present)",
                       "columns zone, date, persons");
  return false;
}

bool expect_flows(Table& table) {
  if (!has(table, "zone") || has(table, "from") || has(table, "to")) return true;
  table.header_problem({},
                       "holds stocks (people present in a zone): expected flows (people who went "
                       "from one zone to another)",
                       "columns month, from, to, cause, persons");
  return false;
}

}  // namespace ravenstein::io
