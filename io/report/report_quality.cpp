// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "io/needs/hosts_note.hpp"
#include "io/projection/digest.hpp"
#include "io/projection/format.hpp"
#include "io/report/report_parts.hpp"

namespace ravenstein::io {
namespace {

void describe_coverage(const ProjectionFile& file, ReportQuality& quality) {
  const Period& period = file.projection.period;
  std::vector<bool> observed(file.zones.size());
  for (const ObservedSeries& series : file.observations) {
    for (const ObservedEntry& entry : series.entries) {
      if (!period.contains(entry.day)) continue;
      observed[series.zone] = true;
      ++quality.counts;
      const std::string date = to_string(period.date_of(entry.day));
      if (quality.first_count.empty() || date < quality.first_count) quality.first_count = date;
      quality.last_count = std::max(quality.last_count, date);
    }
  }
  double seen = 0, all = 0;
  for (ZoneIndex zone = 0; zone < file.zones.size(); ++zone) {
    const double present = file.projection.present(period.steps() - 1, zone);
    all += present;
    if (!observed[zone]) continue;
    ++quality.zones_observed;
    seen += present;
  }
  if (all > 0) quality.observed_share = seen / all;
}

/// The scores of the first window, which is the whole period; a score that is not defined is NaN.
std::optional<ReportSkill> skill_of(const std::vector<SkillRow>& rows) {
  if (rows.empty()) return {};
  ReportSkill skill;
  const std::string window = rows.front().window;
  std::map<std::pair<std::string, std::string>, double> values;
  for (const SkillRow& row : rows) {
    if (row.window != window || row.zone != kAllZones) continue;
    if (std::ranges::find(skill.measures, row.measure) == skill.measures.end()) {
      skill.measures.push_back(row.measure);
    }
    if (std::ranges::find(skill.forecasts, row.forecast, &ReportSkill::Forecast::name) ==
        skill.forecasts.end()) {
      skill.forecasts.push_back({row.forecast, row.information, row.uses_capacity});
    }
    values[{row.forecast, row.measure}] = row.value;
  }
  for (const ReportSkill::Forecast& forecast : skill.forecasts) {
    for (const std::string& measure : skill.measures) {
      const auto found = values.find({forecast.name, measure});
      skill.values.push_back(found == values.end() ? kNotKnown : found->second);
    }
  }
  return skill;
}

/// Where the projection's error, smoothed, no longer is below the no-skill forecast's.
class Horizon {
 public:
  Horizon(const ProjectionFile& file, const NoSkillSeries& no_skill)
      : file_(file), no_skill_(no_skill) {}

  /// The last row at which the mean error of the rows up to `window` before it is smaller; -1:
  /// none.
  int last_row(int window) const {
    const int rows = file_.projection.period.steps();
    std::vector<double> ours, theirs;
    for (int row = 0; row < rows; ++row) add_errors(row, ours, theirs);
    int last = -1;
    double gain = 0;
    for (int row = 0; row < rows; ++row) {
      const auto at = static_cast<std::size_t>(row);
      gain += theirs[at] - ours[at];
      if (row >= window)
        gain -= theirs[at - static_cast<std::size_t>(window)] -
                ours[at - static_cast<std::size_t>(window)];
      if (gain > 0) last = row;
    }
    return last;
  }

 private:
  void add_errors(int row, std::vector<double>& ours, std::vector<double>& theirs) const {
    const ObservedDaily& observed = file_.observed;
    double of_run = 0, of_no_skill = 0;
    for (std::size_t column = 0; column < observed.zones.size(); ++column) {
      const auto place = std::ranges::find(no_skill_.zones, observed.zones[column]);
      if (place == no_skill_.zones.end()) continue;
      const double seen = static_cast<double>(file_.hasten) * observed.at(row, column);
      const std::size_t cell = static_cast<std::size_t>(row) * no_skill_.zones.size() +
                               static_cast<std::size_t>(place - no_skill_.zones.begin());
      of_run += std::abs(static_cast<double>(file_.hasten) *
                             file_.projection.present(row, observed.zones[column]) -
                         seen);
      of_no_skill += std::abs(no_skill_.persons[cell] - seen);
    }
    ours.push_back(of_run);
    theirs.push_back(of_no_skill);
  }

  const ProjectionFile& file_;
  const NoSkillSeries& no_skill_;
};

void find_horizon(const ReportSource& source, ReportQuality& quality) {
  const ProjectionFile& file = *source.file;
  if (source.no_skill.empty() || file.observed.zones.empty()) return;
  constexpr int kWindow = 30;
  quality.horizon_row = Horizon(file, source.no_skill.front()).last_row(kWindow);
  quality.horizon_rows = kWindow;
  quality.horizon_forecast = source.no_skill.front().name;
}

/// What many scores of the same few counts, with all their digits, would tell of the counts.
void leave_out_what_tells_counts(ReportQuality& quality) {
  // Of the share, what is not observed could be taken off the total.
  if (quality.observed_share < 1) quality.observed_share = kNotKnown;
  if (!quality.skill) return;
  quality.skill->by_zone.clear();
  for (double& value : quality.skill->values) {
    if (!std::isfinite(value) || value == 0) continue;
    const double unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
    value = std::round(value / unit) * unit;
  }
}

void describe_provenance(const ReportSource& source, Release release, ReportQuality& quality) {
  const ProjectionFile& file = *source.file;
  const Provenance& origin = file.provenance;
  quality.engine_version = origin.engine_version;
  quality.git_sha1 = origin.git_sha1;
  quality.format_version = fmt::format("{}.{}", format::kVersion[0], format::kVersion[1]);
  // A checksum of a table of a few small numbers tells them: every filling can be tried.
  if (release != Release::restricted) return;
  quality.scenario_sha256 = origin.scenario_sha256;
  quality.people_sha256 = people_sha256(file);
  for (const InputFile& input : origin.inputs) quality.input_sha256.push_back(input.sha256);
  quality.created = origin.created;
  quality.more = {{"seed", std::to_string(origin.seed)},
                  {"scenario", origin.scenario_path},
                  {"command line", origin.command_line},
                  {"random generator", origin.random_generator}};
  for (const std::string& text : origin.overrides) quality.more.emplace_back("override", text);
  for (const InputFile& input : origin.inputs) quality.more.emplace_back("input", input.path);
}

}  // namespace

ReportQuality report_quality(const ReportSource& source, Release release) {
  ReportQuality quality;
  const ProjectionFile& file = *source.file;
  describe_coverage(file, quality);
  quality.skill = skill_of(file.skill);
  find_horizon(source, quality);
  quality.remarks = file.remarks;
  if (source.scenario != nullptr) {
    std::string note = hosts_note(source.scenario->scenario);
    if (!note.empty()) quality.remarks.push_back(std::move(note));
  }
  quality.sources = file.sources;
  describe_provenance(source, release, quality);
  if (release != Release::restricted) leave_out_what_tells_counts(quality);
  return quality;
}

}  // namespace ravenstein::io
