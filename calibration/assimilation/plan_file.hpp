// SPDX-License-Identifier: Apache-2.0
// `assimilation.yaml`: which scenario is running, what was counted, and how counts are taken in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calibration/assimilation/filter_plan.hpp"
#include "io/files.hpp"

namespace ravenstein::calibration {

/// A file that a plan names.
struct NamedFile {
  std::string path;  ///< logical
  Place named_at;
};

/// Whether counts are scaled by later recounts (recounts.hpp).
enum class CountCorrections : std::uint8_t {
  scenario,  ///< by those of the scenario
  none,
  table,  ///< by those of a table, which are among the counts
};

struct AssimilationFile {
  std::string title;
  std::string scenario;  ///< logical path; empty: not to be read
  Place scenario_at{};
  FilterPlan plan;
  std::vector<NamedFile> tables;
  CountCorrections corrections = CountCorrections::scenario;
  NamedFile corrections_table;
  /// Where the plan asks for what only some scenarios have: factors of hazards, walks of drawn
  /// parameters, a total that is known.
  std::optional<Place> hazard_at{}, parameters_at{}, reports_at{};
  std::string text;  ///< the file as it was read
};

/// Reads `path` of `files` as far as it can be read.
AssimilationFile read_assimilation(io::InputFiles& files, const std::string& path,
                                   Problems& problems);

}  // namespace ravenstein::calibration
