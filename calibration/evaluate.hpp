// SPDX-License-Identifier: Apache-2.0
// Runs a scenario with the runs that are shown beside it and scores them all: what `ravenstein run`
// shows and writes down.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calibration/scores/skill.hpp"
#include "engine/ensemble.hpp"
#include "engine/kept_run.hpp"
#include "engine/simulation.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::calibration {

struct Evaluation {
  struct Beside {
    std::string name;
    Projection projection;  ///< expected persons where the model has them, else one run
  };
  Projection projection;               ///< of an ensemble: its first member
  std::optional<Ensemble> ensemble{};  ///< without its first member, which is `projection`
  std::vector<Beside> beside;
  std::optional<SkillTable> skill;  ///< empty without observations in receiving zones
};

/// The options concern the scenario itself; runs beside it take its seed and report no progress. Of
/// several ranks, which share the run of the scenario, the first does the rest alone. `keeping`:
/// how the run of the scenario is kept on its way; not of ensembles.
Evaluation evaluate(const io::ScenarioFile& file, const RunOptions& options,
                    const Keeping* keeping = nullptr);

}  // namespace ravenstein::calibration
