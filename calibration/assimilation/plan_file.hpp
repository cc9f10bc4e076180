// SPDX-License-Identifier: Apache-2.0
// `assimilation.yaml`: which scenario is running, what was counted, and how counts are taken in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calibration/assimilation/filter_plan.hpp"
#include "io/files.hpp"
#include "io/yaml/field.hpp"

namespace ravenstein::calibration {

struct AssimilationFile {
  std::string title;
  std::string scenario;  ///< logical path
  FilterPlan plan;
  struct CountTable {
    std::string path;
    Place named_at;
  };
  std::vector<CountTable> tables;
  /// Where the plan asks for what only some scenarios have: factors of hazards, walks of drawn
  /// parameters.
  std::optional<Place> hazard_at{}, parameters_at{};
  std::string text;  ///< the file as it was read
};

/// Reads `path` of `files`. Throws InputError with every problem there is.
AssimilationFile read_assimilation(io::InputFiles& files, const std::string& path);

/// All counts of the tables, those reported later after the others (as far as they say; else in
/// their order), so that of two for a zone and day the last one counts. With `known_by` only those
/// reported (or, if nothing is said, counted) by that day. Throws InputError: cells that cannot be
/// read, zones that are not there, no count in the period, a last count after which no day is left
/// to project, settings of the plan that do nothing in this scenario.
std::vector<PeopleCount> read_people_counts(const AssimilationFile& file, io::InputFiles& files,
                                            const Scenario& scenario, std::optional<Date> known_by);

/// Every key, for the handbook.
std::vector<io::Field> assimilation_keys();

}  // namespace ravenstein::calibration
