// SPDX-License-Identifier: Apache-2.0
// Turns the register of displacement of the Protection and Return Monitoring Network (PRMN,
// Somalia) into a table of movements: month, from, to, cause, persons.
#pragma once

#include <filesystem>
#include <vector>

#include "io/import/flee.hpp"
#include "io/import/place_names.hpp"
#include "io/tables/displacement.hpp"

namespace ravenstein::io {

/// The causes that the register knows.
std::span<const std::string> prmn_causes();

/// Columns month, origin_district, destination_district, cause, individuals (regions are not read:
/// some of the register's differ from the district's own).
std::vector<DisplacementRecord> read_prmn(Table& table, const PlaceNames& places);

/// The same movements between coarser zones: the one whose name is the `region` of a zone. A zone
/// without one is a problem.
std::vector<DisplacementRecord> between_regions(std::span<const DisplacementRecord> records,
                                                std::span<const Zone> zones,
                                                std::span<const Zone> regions, Problems& problems);

/// displacement.csv, of the zones in the table `zones` or, if a table `regions` is named, between
/// those. Throws InputError with every mistake.
TextFiles import_prmn(const std::filesystem::path& file, const std::filesystem::path& zones,
                      const std::filesystem::path& regions = {});

}  // namespace ravenstein::io
