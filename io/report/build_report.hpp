// SPDX-License-Identifier: Apache-2.0
// From projections to the data of a report. Pure: reads no files.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/report/report_data.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::io {

/// A projection and what else is known of it.
struct ReportSource {
  const ProjectionFile* file = nullptr;
  std::string name;                        ///< short and unique
  const ScenarioFile* scenario = nullptr;  ///< for needs, strata and boundaries; may be missing
  std::vector<NoSkillSeries> no_skill;     ///< the first is drawn; zones of the projection
  std::optional<AttributionRecord> attribution;
};

struct ReportOptions {
  std::string language = "en";
  Release release = Release::open;
  models::DisclosureSettings disclosure{};
  std::optional<std::string> focus;  ///< code of a zone
  /// Numbers in the largest tables at most; beyond, only the zones with most people are shown.
  std::size_t cell_limit = 1'500'000;
  std::string boundaries;       ///< GeoJSON (boundaries.hpp); empty: those of the scenario
  std::string boundaries_name;  ///< of its file, for messages
  /// So many of the sources, the last ones, are not shown, but published elsewhere: a public report
  /// hides what both would tell together.
  std::size_t published_elsewhere = 0;
};

/// Sources are of at least one projection; the first is the baseline. InputError (data) if they
/// cannot be compared or there is no zone `focus`; TooFewToShow.
ReportData build_report(std::span<const ReportSource> sources, const ReportOptions& options);

}  // namespace ravenstein::io
