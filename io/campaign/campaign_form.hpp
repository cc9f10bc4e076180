// SPDX-License-Identifier: Apache-2.0
// A campaign as it is written in campaign.yaml: scenarios x design x replicates, what is kept of
// each run, and what happens when one fails.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/yaml/section.hpp"

namespace ravenstein::io {

enum class DesignKind : std::uint8_t {
  none,             ///< every scenario as it is
  grid,             ///< every combination of values
  list,             ///< rows of a table
  random,           ///< independent draws
  latin_hypercube,  ///< one draw in each of as many equal shares of probability
  sobol,            ///< scrambled Sobol' points
  saltelli,         ///< rows A, B and A with a column of B, for Sobol' indices
  morris,           ///< trajectories, for Morris' screening
  posterior,        ///< what a calibration found
};

/// As in calibration.yaml.
enum class RunFailure : std::uint8_t { abort, retry, recover, go_on };

struct CampaignScenarioForm {
  std::string name;
  TablePath path;
  YamlNode set;
};

/// A parameter of a design: which numbers it takes depends on the distribution.
struct AxisForm {
  std::string distribution;
  std::optional<double> low, high, mean, median, sd, sd_log;
};

struct DesignForm {
  DesignKind kind = DesignKind::none;
  int points = 0;        ///< random, latin_hypercube, sobol; posterior: 0 = all draws
  int rows = 0;          ///< saltelli
  int trajectories = 0;  ///< morris
  int levels = 4;        ///< morris
  bool second_order = false;
  TablePath table;
  YamlNode parameters;
};

struct KeepForm {
  std::vector<std::string> measures, series, fields;
  int projections = 0;  ///< whole ones of so many replicates of each point
};

struct CampaignForm {
  int campaign_version = 1;
  std::string title, description;
  std::int64_t seed = 1;
  std::vector<CampaignScenarioForm> scenarios;
  DesignForm design;
  int replicates = 1;
  KeepForm keep;
  RunFailure on_failure = RunFailure::go_on;
  int retries = 2;                      ///< on_failure: retry
  std::optional<double> recover_value;  ///< on_failure: recover
  int attempts = 2;
  double overdue_floor_s = 60;
  int block = 0;  ///< 0: chosen from the number of runs
};

Section<CampaignForm> campaign_section();
/// The keys of a parameter that is drawn.
Section<AxisForm> axis_section();

}  // namespace ravenstein::io
