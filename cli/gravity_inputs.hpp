// SPDX-License-Identifier: Apache-2.0
// What the gravity commands read: flows, costs and zones, put into one order of zones.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "calibration/interaction/interaction_data.hpp"
#include "models/movement/interaction_law.hpp"

namespace ravenstein::cli {

/// Options that name inputs.
struct GravityFiles {
  std::string flows, flow_name;
  std::string costs, cost_name;
  std::string lookup;
  std::string zones, zone_column;
  bool intrazonal = false;
  std::string area_column;  ///< costs within a zone from its area
  bool absent_is_missing = false;
  std::vector<std::string> pair_covariates;  ///< NAME=FILE or NAME=FILE:COLUMN
  std::vector<std::string> masses;           ///< columns of zones that cannot be negative
  std::size_t fractional = 0;                ///< flows that are not whole, to be warned of

  void add_flow_options(CLI::App& sub);
  void add_cost_options(CLI::App& sub);
  void add_pair_option(CLI::App& sub);
};

/// Columns of the zones file that commands ask for.
struct GravityColumns {
  std::vector<std::string> names;
};

struct GravityInputs {
  std::vector<std::string> zones;
  std::string flow_file, cost_file, zone_file;  ///< for messages
  std::vector<double> flow;                     ///< empty unless asked for
  std::vector<double> cost;                     ///< empty if costs are computed from coordinates
  std::map<std::string, std::vector<double>> column;
  std::vector<std::pair<std::string, std::vector<double>>> pair_covariate;  ///< zones x zones
  std::vector<double> x, y;  ///< coordinates: longitude and latitude [deg], or km
  bool on_sphere = false;
  bool intrazonal = false;
  double censored_at_most = 0;
  std::vector<double> intrazonal_cost;  ///< per zone, if areas are given

  std::size_t size() const { return zones.size(); }
  calibration::InteractionData data() const {
    return {size(),           size(), flow,      cost,      intrazonal,
            censored_at_most, zones,  flow_file, cost_file, zone_file};
  }
  /// Rows of costs, from the matrix or from coordinates; this must outlive it.
  RowSource cost_rows() const;
  /// Makes the matrix of costs if it was left to coordinates.
  void keep_costs();
};

/// Reads everything; throws InputError with all problems. Warnings go to standard error.
GravityInputs read_gravity_inputs(GravityFiles& files, const std::vector<std::string>& columns,
                                  bool with_flows);

/// Tells on standard error what is allowed but may be a mistake.
void warn(const std::string& message);

}  // namespace ravenstein::cli
