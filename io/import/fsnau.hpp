// SPDX-License-Identifier: Apache-2.0
// Turns tables of FAO's Food Security and Nutrition Analysis Unit (FSNAU, Somalia), of the IPC and
// of FEWS NET into tables of drivers: zone, month, value.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/world/monthly.hpp"
#include "io/import/flee.hpp"
#include "io/import/import_report.hpp"
#include "io/import/place_names.hpp"

namespace ravenstein::io {

/// A driver and its values; zones as in PlaceNames.
struct DriverSeries {
  std::string name;
  MonthlySeries series;
};

/// The dashboard's table by district and month: rainfall_mm, ndvi, prices, terms of trade (kg of
/// cereal per goat, per day's wage), health, insecurity. Empty cells are missing, but for incidents
/// and fatalities, which are never written as 0: there an empty cell means none from 2015 on (and
/// is not known before).
std::vector<DriverSeries> read_fsnau(Table& table, const PlaceNames& places);

/// `terms_of_trade`: ln(tot_goat / the district's median of 2012-2016), clipped, held for three
/// months, then the national median; `terms_of_trade_national`: that median in every district
/// (models/drivers/terms_of_trade.hpp). Nothing without tot_goat.
std::vector<DriverSeries> terms_of_trade(const std::vector<DriverSeries>& fsnau);

/// Population by IPC phase, as shares ipc_phase1..ipc_phase5 in the month of an analysis. Phases
/// that miss the population analysed by up to 2 % (the publisher rounds shares) are scaled; by more
/// they are a problem. Empty phases count as nobody if the others are everybody, else the row is
/// left out. The report says how many rows were scaled or left out.
std::vector<DriverSeries> read_ipc(Table& table, const PlaceNames& places, ImportReport& report);

/// Mean phase of a district by FEWS NET, `fews_phase`, 1..5, in the month of a report.
DriverSeries read_fews(Table& table, const PlaceNames& places);

struct DriverImport {
  TextFiles files;  ///< NAME.csv per driver
  std::vector<ImportNote> report;
};

/// Reads fsnau_district_month.csv (and makes the terms of trade of it) and, where it is there,
/// ipc_district_2017_2021.csv in a directory; the zones are those of a table of ours. With a table
/// of coarser zones (empty: none) values are theirs: sums of incidents and fatalities, means of
/// all else weighted by people. Throws InputError with every mistake.
DriverImport import_fsnau(const std::filesystem::path& directory,
                          const std::filesystem::path& zones,
                          const std::filesystem::path& regions = {});

}  // namespace ravenstein::io
