// SPDX-License-Identifier: Apache-2.0
// The parts of a Flee case that run over time: sim_period.csv, conflicts.csv, the camps' series and
// their corrections; and the demographic tables.
#pragma once

#include <filesystem>
#include <vector>

#include "io/import/flee_case.hpp"
#include "io/import/flee_places.hpp"
#include "io/import/positional.hpp"

namespace ravenstein::io {

Period read_flee_period(const PositionalTable& table, ImportReport& report);

/// conflicts.csv in change-point form, within the period.
std::vector<ConditionChange> read_flee_conflict(const PositionalTable& table,
                                                const FleeLocations& locations,
                                                const Period& period, ImportReport& report);
/// flood_level.csv in the same form.
std::vector<ConditionChange> read_flee_floods(const PositionalTable& table,
                                              const FleeLocations& locations, const Period& period,
                                              ImportReport& report);
/// region_attributes_IPC.csv: per cent of people in critical lack of food by region, on some days;
/// for each zone of a region, linear between its changes.
std::vector<ConditionChange> read_flee_food(const PositionalTable& table,
                                            const FleeLocations& locations, ImportReport& report);
/// What stands in for conflicts.csv where there is none: the column conflict_date of locations.csv.
std::vector<ConditionChange> conflict_from_dates(const FleeLocations& locations,
                                                 const Period& period);

/// Reads data_layout.csv and the files it names into `found.series` and `found.total`.
void read_flee_observations(const std::filesystem::path& folder, const FleeLocations& locations,
                            const Period& period, FleeCase& found, ImportReport& report);
std::vector<RegistrationCorrection> read_flee_corrections(const PositionalTable& table,
                                                          const FleeLocations& locations,
                                                          const Period& period,
                                                          const std::vector<ObservedSeries>& series,
                                                          ImportReport& report);

/// demographics_<name>.csv: attribute, Default, zone, zone, ...; rows = value, weights.
AttributeTable read_flee_demographics(const PositionalTable& table, const std::string& name,
                                      const FleeLocations& locations, ImportReport& report);

}  // namespace ravenstein::io
