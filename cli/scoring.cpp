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

/// The members' mean where counts were taken in, since members differ by what is not known of the
/// present; else the run, of an ensemble its first member.
std::vector<double> forecast_people(const io::ProjectionFile& file) {
  std::vector<double> people;
  if (!file.provenance.assimilated.empty()) {
    for (const EnsembleTable& table : file.ensemble.tables) {
      if (table.name != "displaced" && table.name != "refugees") continue;
      people.resize(table.mean.size());
      for (std::size_t i = 0; i < people.size(); ++i) people[i] += table.mean[i];
    }
  }
  if (!people.empty()) return people;
  people = file.projection.displaced.persons;
  for (std::size_t i = 0; i < people.size(); ++i) people[i] += file.projection.refugees.persons[i];
  return people;
}

}  // namespace

std::string forecast_name(const io::ProjectionFile& file) {
  std::string name = file.preset.empty() ? file.behaviour : file.behaviour + ' ' + file.preset;
  if (!file.provenance.assimilated.empty()) name += ", assimilated";
  return name;
}

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
  const std::vector<double> people = forecast_people(file);
  fill(forecasts.emplace_back(named_forecast(file, forecast_name(file))), camps.daily.zones, days,
       [&](int day, ZoneIndex camp) {
         return people[static_cast<std::size_t>(day) * file.zones.size() + camp];
       });
  for (const io::BesideRun& run : file.beside) {
    fill(forecasts.emplace_back(named_forecast(file, run.name)), camps.daily.zones, days,
         [&](int day, ZoneIndex camp) { return run.present.at(day, camp); });
  }
  return calibration::skill(forecasts, camps);
}

}  // namespace ravenstein::cli
