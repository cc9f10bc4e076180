// SPDX-License-Identifier: Apache-2.0
// `assimilation.yaml`: which scenario is running, what was counted, and how counts are taken in.
#pragma once

#include <functional>
#include <map>
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
  Place scenario_at{};   ///< where it is named
  FilterPlan plan;
  std::vector<NamedFile> tables;
  CountCorrections corrections = CountCorrections::scenario;
  NamedFile corrections_table;
  /// Where settings are given that only some methods and scenarios have a use for
  /// (settle_plan.hpp).
  std::map<std::string, Place, std::less<>> given{};
  std::string text;  ///< the file as it was read
};

/// Reads `path` of `files` as far as it can be read.
AssimilationFile read_assimilation(io::InputFiles& files, const std::string& path,
                                   Problems& problems);

}  // namespace ravenstein::calibration
