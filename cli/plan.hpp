// SPDX-License-Identifier: Apache-2.0
// What a scenario is about, in a few lines, before it is run.
#pragma once

#include <cstdint>
#include <string>

#include "io/yaml/scenario_file.hpp"

namespace ravenstein::cli {

struct Plan {
  std::int64_t people_at_once = 0;  ///< away from home at the same time, at most
  std::int64_t people_in_all = 0;   ///< who become displaced, at most
  std::uint64_t memory_bytes = 0;   ///< estimate of the whole process
};

Plan plan_of(const io::ScenarioFile& file);

/// Period, world, people, behaviour: what `check` and `run` begin with.
std::string scenario_text(const io::ScenarioFile& file);

/// What would run, how many people, how much memory: for `--dry-run`.
std::string plan_text(const io::ScenarioFile& file, const std::string& output);

}  // namespace ravenstein::cli
