// SPDX-License-Identifier: Apache-2.0
#include "cli/report_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "calibration/scores/of_scenario.hpp"
#include "cli/exit_code.hpp"
#include "cli/load.hpp"
#include "cli/projections.hpp"
#include "io/report/report_page.hpp"

namespace ravenstein::cli {
namespace {

/// In the order of preference for the line that is drawn; the page has words for them.
constexpr std::array<std::string_view, 3> kShown = {"frozen30hon", "frozen0", "equal"};

}  // namespace

std::vector<io::NoSkillSeries> no_skill_series(const io::ProjectionFile& file) {
  if (file.projection.period.interval != Interval::day) return {};
  const calibration::CampObservations camps = calibration::camp_observations(
      file.zones, file.observations, file.projection.period.days, file.hasten);
  if (camps.codes.empty()) return {};
  const std::vector<calibration::Forecast> forecasts = calibration::no_skill_forecasts(camps);
  std::vector<io::NoSkillSeries> all;
  for (const std::string_view name : kShown) {
    const auto forecast = std::ranges::find(forecasts, name, &calibration::Forecast::name);
    if (forecast == forecasts.end()) continue;
    io::NoSkillSeries series{std::string(name), camps.daily.zones, forecast->persons};
    for (double& persons : series.persons) persons *= static_cast<double>(file.hasten);
    all.push_back(std::move(series));
  }
  return all;
}

std::vector<std::string> titles_of(std::span<const io::ProjectionFile> files,
                                   std::span<const std::string> names) {
  std::vector<std::string> titles;
  for (std::size_t f = 0; f < files.size(); ++f) {
    const bool unique = std::ranges::count(files, files[f].title, &io::ProjectionFile::title) == 1;
    titles.push_back(unique ? files[f].title : fmt::format("{} ({})", files[f].title, names[f]));
  }
  return titles;
}

ReportInputs read_report_inputs(std::span<const std::string> paths,
                                std::span<const std::string> with, std::ostream& notes) {
  ReportInputs inputs;
  std::vector<std::string> all(paths.begin(), paths.end());
  all.insert(all.end(), with.begin(), with.end());
  const std::vector<std::string> names = names_of_scenarios(all);
  inputs.files = read_projections(all);
  const std::vector<std::string> titles =
      titles_of(std::span(inputs.files).first(paths.size()), std::span(names).first(paths.size()));
  for (std::size_t f = 0; f < paths.size(); ++f) {
    inputs.scenarios.emplace_back();
    try {
      inputs.scenarios.back() =
          std::make_unique<io::ScenarioFile>(load_scenario(paths[f], {}).file);
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems()) {
        notes << "note: no needs of " << paths[f] << ": " << to_string(problem) << '\n';
      }
    }
    inputs.sources.push_back({.file = &inputs.files[f],
                              .name = titles[f],
                              .scenario = inputs.scenarios[f].get(),
                              .no_skill = no_skill_series(inputs.files[f]),
                              .attribution = {}});
  }
  for (std::size_t f = paths.size(); f < all.size(); ++f) {
    inputs.sources.push_back({.file = &inputs.files[f],
                              .name = names[f],
                              .scenario = nullptr,
                              .no_skill = {},
                              .attribution = {}});
  }
  inputs.published_elsewhere = with.size();
  return inputs;
}

void check_page_name(const std::string& option, const std::string& name) {
  const std::string ending = std::filesystem::path(name).extension().string();
  if (ending == ".html" || ending == ".htm") return;
  throw UsageError(fmt::format("{}: expected a name ending in .html, found {}", option, name));
}

std::string report_html(const io::ReportData& data) {
  const std::string_view page = io::shipped_report_page();
  return io::report_page(page, io::report_json(data));
}

}  // namespace ravenstein::cli
