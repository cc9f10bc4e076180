// SPDX-License-Identifier: Apache-2.0
// The table of a driver: zone, date (or day), value. A value holds from its day on.
#pragma once

#include <string>

#include "engine/world/condition.hpp"
#include "io/tables/days.hpp"
#include "io/tables/table.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::io {

/// Changes sorted by day and zone; what is dated before day 0 is folded into day 0: the value that
/// holds then. A zone with two values on a day is a problem, and a table of which nothing lies in
/// the period.
ConditionTable read_conditions(Table& table, const ZoneCodes& codes, const Days& days,
                               const std::string& driver, Between between, double minimum,
                               double maximum);

}  // namespace ravenstein::io
