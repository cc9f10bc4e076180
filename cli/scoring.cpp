// SPDX-License-Identifier: Apache-2.0
#include "cli/scoring.hpp"

#include <algorithm>
#include <utility>

#include "calibration/scores/of_scenario.hpp"

namespace ravenstein::cli {
namespace {

const calibration::SkillTable::About* about(const calibration::SkillTable& table,
                                            const std::string& forecast) {
  const auto found = std::find_if(table.forecasts.begin(), table.forecasts.end(),
                                  [&](const auto& one) { return one.name == forecast; });
  return found == table.forecasts.end() ? nullptr : &*found;
}

/// A forecast of that name; what it was told stands with its stored scores.
calibration::Forecast named_forecast(const io::ProjectionFile& file, std::string name) {
  calibration::Forecast forecast;
  forecast.name = std::move(name);
  for (const io::SkillRow& row : file.skill) {
    if (row.forecast != forecast.name) continue;
    forecast.information = row.information;
    forecast.uses_capacity = row.uses_capacity;
    break;
  }
  return forecast;
}

template <class Present>
void fill(calibration::Forecast& forecast, const std::vector<ZoneIndex>& camps, int days,
          Present present) {
  for (int day = 0; day < days; ++day) {
    for (const ZoneIndex camp : camps) forecast.persons.push_back(present(day, camp));
  }
}

}  // namespace

std::vector<io::SkillRow> stored_rows(const calibration::SkillTable& table) {
  std::vector<io::SkillRow> rows;
  rows.reserve(table.rows.size());
  for (const calibration::SkillRow& row : table.rows) {
    const auto* forecast = about(table, row.forecast);
    const bool all = row.zone == calibration::kAllCamps;
    rows.push_back({row.forecast, row.measure, row.window, all ? io::kAllZones : row.zone,
                    row.value, forecast != nullptr && forecast->uses_capacity,
                    forecast != nullptr ? forecast->information : ""});
  }
  return rows;
}

std::optional<calibration::SkillTable> skill_of(const io::ProjectionFile& file) {
  if (file.projection.period.interval != Interval::day) return std::nullopt;
  const int days = file.projection.period.days;
  const calibration::CampObservations camps =
      calibration::camp_observations(file.zones, file.observations, days, file.hasten);
  if (camps.codes.empty()) return std::nullopt;
  std::vector<calibration::Forecast> forecasts;
  const std::string name =
      file.preset.empty() ? file.behaviour : file.behaviour + ' ' + file.preset;
  fill(forecasts.emplace_back(named_forecast(file, name)), camps.daily.zones, days,
       [&](int day, ZoneIndex camp) { return file.projection.present(day, camp); });
  for (const io::BesideRun& run : file.beside) {
    fill(forecasts.emplace_back(named_forecast(file, run.name)), camps.daily.zones, days,
         [&](int day, ZoneIndex camp) { return run.present.at(day, camp); });
  }
  return calibration::skill(forecasts, camps);
}

}  // namespace ravenstein::cli
