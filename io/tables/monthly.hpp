// SPDX-License-Identifier: Apache-2.0
// The table of one driver by month: zone, month (YYYY-MM), value.
#pragma once

#include <span>
#include <string>

#include "engine/world/monthly.hpp"
#include "io/tables/table.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::io {

/// From the first month to the last of the table, NaN where it says nothing. Two values for one
/// zone and month are a problem.
MonthlySeries read_monthly(Table& table, const ZoneCodes& codes, std::size_t zones);

/// The table of a series, zone by zone; what is missing is left out.
std::string monthly_csv(const MonthlySeries& series, std::span<const Zone> zones);

/// `YYYY-MM`; a problem if it is not.
std::optional<int> read_month(Table& table, std::size_t row, Column column);

}  // namespace ravenstein::io
