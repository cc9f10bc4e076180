// SPDX-License-Identifier: Apache-2.0
// The table of movements that a register counted: month, from, to, cause, persons. One person may
// be counted several times; `from` and `to` may be the same zone.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "io/tables/table.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::io {

/// Movements counted of one month, way and cause.
struct DisplacementRecord {
  int month = 0;  ///< month number (engine/world/monthly.hpp)
  ZoneIndex from = kNowhere;
  ZoneIndex to = kNowhere;
  std::string cause;
  std::int64_t persons = 0;
};

/// Records of the same month, way and cause added up, sorted by these.
std::vector<DisplacementRecord> added_up(std::vector<DisplacementRecord> records);

/// Causes outside `causes` are problems; an empty list takes all.
std::vector<DisplacementRecord> read_displacement(Table& table, const ZoneCodes& codes,
                                                  std::span<const std::string> causes = {});

std::string displacement_csv(std::span<const DisplacementRecord> records,
                             std::span<const Zone> zones);

/// The cause that a cell names; "" and a problem if it is none of `causes`.
std::string read_cause(Table& table, std::size_t row, Column column,
                       std::span<const std::string> causes);

}  // namespace ravenstein::io
