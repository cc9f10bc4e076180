// SPDX-License-Identifier: Apache-2.0
// Runs a scenario and the runs to be shown beside it, scores them, and puts together what the
// projection file holds.
#pragma once

#include <functional>

#include "calibration/scores/skill.hpp"
#include "io/projection/contents.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::cli {

struct ProjectOptions {
  int threads = 0;  ///< 0: as many as there are cores
  /// Called with the number of days done of all runs together; returning false stops (Interrupted).
  std::function<bool(int)> on_day;
};

struct Projected {
  io::ProjectionFile contents;
  calibration::SkillTable skill;  ///< no forecasts: nothing was observed
};

/// Days of the scenario and of the runs beside it, for a progress bar.
int total_days(const io::ScenarioFile& file);

Projected project(const io::ScenarioFile& file, const ProjectOptions& options);

}  // namespace ravenstein::cli
