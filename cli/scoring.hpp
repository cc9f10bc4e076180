// SPDX-License-Identifier: Apache-2.0
// Scores of a run, on their way into the projection file and out of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calibration/scores/skill.hpp"
#include "io/projection/contents.hpp"

namespace ravenstein::cli {

/// The table as the projection file keeps it.
std::vector<io::SkillRow> stored_rows(const calibration::SkillTable& table);

/// What scores call the projection in the file.
std::string forecast_name(const io::ProjectionFile& file);

/// Scores the people in the file, and those of the runs beside it, against the observations in it.
/// Empty if it has no observations of zones that receive people, or was not recorded by day.
std::optional<calibration::SkillTable> skill_of(const io::ProjectionFile& file);

}  // namespace ravenstein::cli
