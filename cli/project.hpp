// SPDX-License-Identifier: Apache-2.0
// Runs a scenario and the runs to be shown beside it, scores them, and puts together what the
// projection file holds.
#pragma once

#include <optional>

#include "calibration/scores/skill.hpp"
#include "engine/kept_run.hpp"
#include "engine/simulation.hpp"
#include "io/projection/contents.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::cli {

struct Projected {
  io::ProjectionFile contents;
  std::optional<calibration::SkillTable> skill;  ///< empty: nothing was observed
};

/// What a projection file says of the scenario, without what was projected.
io::ProjectionFile describe(const io::ScenarioFile& file);
io::Provenance provenance_of(const io::ScenarioFile& file, const RunOptions& options);

/// The seed is the scenario's, whatever the options say.
Projected project(const io::ScenarioFile& file, RunOptions options,
                  const Keeping* keeping = nullptr);

}  // namespace ravenstein::cli
