// SPDX-License-Identifier: Apache-2.0
// Tables of people are of two types that must not be taken for each other: stocks (people present
// in a zone on a day) and flows (people who went from one zone to another in a month).
#pragma once

#include "io/tables/table.hpp"

namespace ravenstein::io {

/// A problem, and false, if the table clearly holds the other type. Ask before reading it.
bool expect_stocks(Table& table);
bool expect_flows(Table& table);

}  // namespace ravenstein::io
