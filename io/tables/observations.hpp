// SPDX-License-Identifier: Apache-2.0
// The tables of people counted (zone, date or day, persons) and of recounts (zone, date or day).
#pragma once

#include <span>
#include <vector>

#include "engine/observed.hpp"
#include "io/tables/days.hpp"
#include "io/tables/links.hpp"
#include "io/tables/table.hpp"

namespace ravenstein::io {

/// One series per zone, in the order of the file; only zones that receive people can have one. Rows
/// without persons are missing values, left out. Entries may lie outside the period, but not all of
/// them before or all after it.
std::vector<ObservedSeries> read_observations(Table& table, const KnownWorld& world,
                                              const Days& days);

/// People counted in none of the zones (zone kNowhere): date (or day), persons.
ObservedSeries read_elsewhere(Table& table, const Days& days);

/// A correction must meet an entry of its zone on its day, else it does nothing: a problem.
std::vector<RegistrationCorrection> read_corrections(Table& table, const ZoneCodes& codes,
                                                     std::span<const ObservedSeries> series,
                                                     const Days& days);

}  // namespace ravenstein::io
