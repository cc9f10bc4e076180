// SPDX-License-Identifier: Apache-2.0
// What `ravenstein assimilate` was told: the plan, its scenario at resolution cohorts, the counts,
// and where everything is written.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "calibration/assimilation/plan_counts.hpp"
#include "cli/load.hpp"
#include "cli/work_options.hpp"

namespace ravenstein::cli {

struct AssimilateCommand : WorkOptions, ScenarioOptions {
  std::string input;
  std::string output, record, journal;
  std::optional<int> members;
  std::string known_by;
  bool force = false;
  bool fresh = false;
  std::vector<std::string> command_line;
};

struct AssimilateOutputs {
  std::filesystem::path projection, record, journal;
};
/// Throws UsageError unless they are three.
AssimilateOutputs outputs_of(const AssimilateCommand& command);

struct AssimilateJob {
  calibration::AssimilationFile file;
  LoadedScenario loaded;
  calibration::PlanCounts found;
  std::string counts_sha256;
};
/// Throws InputError with the mistakes of plan, scenario and counts together.
AssimilateJob read_job(const AssimilateCommand& command);

/// What makes kept updates worthless: anything but the counts. A line for each: what, tab, which.
std::string identity_of(const AssimilateJob& job);

/// What is no mistake but should be known of the counts, a line each.
std::string notes_of(const AssimilateJob& job);

}  // namespace ravenstein::cli
