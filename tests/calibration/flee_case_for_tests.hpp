// SPDX-License-Identifier: Apache-2.0
// The public Flee cases as the tests of scores need them; read by the importer, the only reader.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "calibration/scores/no_skill.hpp"
#include "data_folder.hpp"
#include "io/import/flee_case.hpp"

namespace ravenstein::calibration {

/// Camps with a series, corrected; empty, with a warning, where the data are not at hand.
inline std::optional<CampObservations> flee_observations(const std::string& name) {
  const std::filesystem::path folder = data_folder() / "flee" / name;
  if (!std::filesystem::exists(folder)) {
    WARN("skipped: " << folder.string() << " is not there (set RAVENSTEIN_DATA)");
    return {};
  }
  io::ImportReport report;
  const io::FleeCase found = io::read_flee_case(folder, report);
  report.throw_if_any();
  CampObservations camps;
  camps.series = found.series;
  correct(camps.series, found.corrections);
  camps.daily = daily(camps.series, found.period.days);
  for (const ObservedSeries& series : camps.series) {
    camps.codes.push_back(found.zones[series.zone].code);
    camps.capacity.push_back(found.zones[series.zone].capacity);
  }
  if (!found.total.entries.empty()) {
    camps.total_on_day0 = static_cast<double>(persons_on(found.total, 0));
  }
  return camps;
}

}  // namespace ravenstein::calibration
