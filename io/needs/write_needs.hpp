// SPDX-License-Identifier: Apache-2.0
// A table of needs as CSV (a line per zone, month, group and need) or as JSON with the standards
// that were used and their sources.
#pragma once

#include <string>

#include "io/needs/needs_table.hpp"

namespace ravenstein::io {

std::string needs_csv(const NeedsTable& table, const ProjectionFile& projection);
std::string needs_json(const NeedsTable& table, const ProjectionFile& projection,
                       const models::Standards& standards);
/// The last day of a row, YYYY-MM-DD.
std::string end_of_row(const ProjectionFile& projection, int row);

}  // namespace ravenstein::io
