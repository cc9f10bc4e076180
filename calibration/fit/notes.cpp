// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace ravenstein::calibration {
namespace {

std::vector<Count> counts_of(const CalibrationPlan& plan, std::size_t series) {
  std::vector<Count> counts;
  for (const std::vector<Count>* window : {&plan.fit, &plan.hold_out}) {
    std::ranges::copy_if(*window, std::back_inserter(counts),
                         [&](const Count& count) { return count.series == series; });
  }
  return counts;
}

/// A model that follows corrected totals does not have the people of a table that is not.
std::string note_of(const Scenario& scenario, const std::string& subject, const std::string& table,
                    const std::vector<Count>& counts) {
  std::set<std::size_t> before;
  std::string recounts;
  for (const RegistrationCorrection& one : scenario.corrections) {
    bool any = false;
    for (std::size_t c = 0; c < counts.size(); ++c) {
      if (counts[c].zone != one.zone || counts[c].last_day >= one.day) continue;
      before.insert(c);
      any = true;
    }
    if (!any) continue;
    recounts += fmt::format("{}{} before {}", recounts.empty() ? "" : ", ",
                            scenario.world.zones[one.zone].code,
                            to_string(scenario.period.date_of(one.day)));
  }
  if (before.empty()) return {};
  return fmt::format(
      "{}: {} of {} counts used of {} are taken as given, but the scenario scales its own by later "
      "recounts ({}): if the table holds counts as they were reported, scale them, too; `set: "
      "{{observations.corrections: }}` runs the scenario without recounts",
      subject, before.size(), counts.size(), table, recounts);
}

}  // namespace

std::vector<std::string> notes_of(const CalibrationPlan& plan) {
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < plan.form.observations.size(); ++i) {
    const std::string& table = plan.form.observations[i].table.path;
    if (table.empty()) continue;
    std::string note = note_of(plan.scenario.scenario, fmt::format("observations.{}.table", i),
                               table, counts_of(plan, i));
    if (!note.empty()) notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace ravenstein::calibration
