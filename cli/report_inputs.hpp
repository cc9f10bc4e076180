// SPDX-License-Identifier: Apache-2.0
// What a report is made of besides the projections: their scenarios and forecasts without skill.
#pragma once

#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "io/report/build_report.hpp"

namespace ravenstein::cli {

/// Forecasts that need no skill, of people present, from the counts of the projection; the first is
/// the one to draw. None unless rows are days and receiving zones were counted.
std::vector<io::NoSkillSeries> no_skill_series(const io::ProjectionFile& file);

struct ReportInputs {
  std::vector<io::ProjectionFile> files;
  std::vector<std::unique_ptr<io::ScenarioFile>> scenarios;  ///< null: could not be read
  std::vector<io::ReportSource> sources;                     ///< point into the others
  std::size_t published_elsewhere = 0;                       ///< so many of them, the last ones
};

/// Titles, made unique by the names of the files where they are not.
std::vector<std::string> titles_of(std::span<const io::ProjectionFile> files,
                                   std::span<const std::string> names);

/// Reads the projections, and those `with` them that are published elsewhere. A scenario that
/// cannot be read again, because its large inputs are not there, is told on `notes`: the report
/// then has no needs.
ReportInputs read_report_inputs(std::span<const std::string> paths,
                                std::span<const std::string> with, std::ostream& notes);

/// UsageError unless the name ends as that of a page: .html or .htm.
void check_page_name(const std::string& option, const std::string& name);

/// The page with the report; UsageError if this build has none.
std::string report_html(const io::ReportData& data);

}  // namespace ravenstein::cli
