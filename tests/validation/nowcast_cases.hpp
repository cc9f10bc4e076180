// SPDX-License-Identifier: Apache-2.0
// The public Flee cases as nowcasts need them, and what two independent implementations score.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <vector>

#include "calibration/nowcast/intervals.hpp"
#include "calibration/scores/measures.hpp"
#include "calibration/scores/of_scenario.hpp"
#include "io/import/flee.hpp"
#include "io/yaml/scenario_file.hpp"
#include "models/registry.hpp"

namespace ravenstein::validation {

inline constexpr std::array<std::string_view, 8> kNowcastCases{
    "mali2012",   "burundi2015", "car2013",     "ssudan2013",
    "ssudan2016", "syria2013",   "nigeria2016", "mali2017_adm1"};
/// Rescaled ARD one day ahead of R4 and R4s, per case, and means over the cases of both per lead.
inline constexpr std::array<double, 8> kNowcastR4{.040985, .023180, .053460, .095826,
                                                  .106465, .019498, .038124, .014268};
inline constexpr std::array<double, 8> kNowcastR4s{.040660, .019901, .050515, .094877,
                                                   .097348, .009648, .037649, .017299};
inline constexpr std::array<double, 6> kNowcastR4Means{.049, .064, .118, .152, .183, .267};
inline constexpr std::array<double, 6> kNowcastR4sMeans{.046, .060, .111, .141, .168, .246};

/// `preset`: R2 for R4 (without capacity), R3 for R4s.
inline Scenario nowcast_scenario(const std::filesystem::path& folder, std::string_view preset) {
  const io::FleeImport imported = io::import_flee(folder, {});
  auto files = io::InputFiles::in_memory(imported.files);
  const std::vector<std::string> overrides{
      fmt::format("behaviour={{model: saturating-gravity, preset: {}}}", preset),
      "population.falls=exits", "resolution=flows",
      "observations.elsewhere=", "population.observed_until_day=30"};
  return io::read_scenario(files, "scenario.yaml", overrides).scenario;
}

/// ARD, rescaled, of days after max(30, lead).
inline double nowcast_ard(const calibration::Forecast& forecast,
                          const calibration::CampObservations& observed, int lead) {
  const std::size_t camps = observed.codes.size();
  const std::vector<double> scaled =
      calibration::rescaled({forecast.persons, observed.daily.persons, camps});
  return calibration::ard({scaled, observed.daily.persons, camps},
                          {"after", std::max(30, lead) + 1});
}

/// Every tenth day after max(30, lead).
inline calibration::NowcastCase nowcast_case(const Scenario& scenario,
                                             const calibration::CampObservations& observed,
                                             int lead) {
  std::vector<int> days;
  for (int t = std::max(30, lead) + 1; t < observed.daily.days; ++t) {
    if (t % 10 == 0) days.push_back(t);
  }
  const auto behaviour = models::make_behaviour(scenario);
  calibration::NowcastCase one{calibration::nowcasts(scenario, *behaviour, observed, lead, days),
                               {}};
  for (const int t : days) {
    const auto row = observed.daily.row(t);
    one.observed.insert(one.observed.end(), row.begin(), row.end());
  }
  return one;
}

}  // namespace ravenstein::validation
