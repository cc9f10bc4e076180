// SPDX-License-Identifier: Apache-2.0
// What each driver explains, as a file: JSON, CSV or HDF5 by its ending.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ravenstein::io {

/// Moves explained by each driver. Tables over drivers are driver-major.
struct AttributionRecord {
  std::string title, scenario_path, scenario_sha256, engine_version;
  std::vector<std::string> overrides;
  std::uint64_t seed = 0;
  int members = 0;
  std::string method;  ///< `exact` or `sampled`
  std::size_t coalitions = 0;
  std::vector<std::string> drivers;
  std::vector<double> moves;            ///< drivers x members: the Shapley share
  std::vector<double> alone, without;   ///< drivers: mean of the first and of the last effect
  std::vector<double> sampling_error;   ///< drivers: of the mean share; empty: exact
  std::vector<double> all_on, all_off;  ///< members
  std::vector<std::string> zones;
  std::vector<double> departures;  ///< drivers x zones: mean share of who left the zone
  std::vector<std::string> dates;  ///< last day of each row; empty: of an older version
  std::vector<double> over_time;   ///< drivers x rows: mean share of the moves
};

struct AttributionRow {
  double mean = 0, low = 0, median = 0, high = 0;  ///< low, high: 5 and 95 % of the members
  double standard_error = 0;                       ///< of the mean, by the members
};

/// Statistics of values over members (quantiles as in ensembles; Hyndman and Fan 1996, type 7).
AttributionRow summarise_members(const std::vector<double>& values);
/// The members of a driver.
std::vector<double> members_of(const AttributionRecord& record, std::size_t driver);

bool can_write_attribution(const std::filesystem::path& path);
/// Ending .json, .csv or .h5. Throws OutputExists, WriteError.
void write_attribution(const std::filesystem::path& path, const AttributionRecord& record,
                       bool force);

/// Reads a .json that write_attribution wrote. Throws InputError (data) if it is none.
AttributionRecord read_attribution(const std::filesystem::path& path);

}  // namespace ravenstein::io
