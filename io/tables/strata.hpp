// SPDX-License-Identifier: Apache-2.0
// The table of strata, one row each. Every column that is not named here is a dimension (sex, age,
// ...) with its labels. `share` (of a zone's residents, by default) and `share:ZONE` (of a zone
// that has its own) sum to one; births_per_year and deaths_per_year (per person), newborn_share (of
// all births), relative_hazard (of leaving, for any cause) and relative_hazard:CAUSE may be there.
#pragma once

#include "engine/population/strata.hpp"
#include "io/tables/table.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::io {

inline constexpr std::size_t kMostStrata = 256;  // people know theirs by a byte
/// How far from one shares may sum; they are scaled to sum to one.
inline constexpr double kShareTolerance = 1e-6;

/// One stratum for everybody if the table has mistakes.
Strata read_strata(Table& table, const ZoneCodes& codes, std::size_t zones);

}  // namespace ravenstein::io
