// SPDX-License-Identifier: Apache-2.0
// One quantity of one zone over time: as a script for gnuplot, or as text for a terminal.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/report/report_data.hpp"

namespace ravenstein::cli {

/// What a chart shows, in people; NaN is withheld.
struct Chart {
  std::string title, subtitle, axis, note;
  std::vector<std::string> dates;         ///< of the rows
  std::vector<double> quantiles;          ///< none: a single run
  std::vector<std::vector<double>> band;  ///< by quantile, over the rows
  double capacity = io::kNotKnown;
  std::string capacity_label;
  std::vector<io::ReportCount> observed;  ///< with their dates
  std::string observed_label = "counted";
};

/// `what`: present or arrivals. `zone`: of the report; kNowhere: all together.
Chart chart_of(const io::ReportData& data, const std::string& what, ZoneIndex zone);

/// Draws into `output` (.png or .svg) at this size [pixels]. `format`: png or svg.
/// std::runtime_error with what to do if gnuplot is not there or fails.
void draw_with_gnuplot(const Chart& chart, const std::filesystem::path& output,
                       const std::string& format, int width, int height);

/// Lines of text with a small chart of each quantile.
std::string chart_text(const Chart& chart);

}  // namespace ravenstein::cli
