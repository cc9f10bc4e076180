// SPDX-License-Identifier: Apache-2.0
#include "cli/summary.hpp"

#include <fmt/format.h>

#include <cmath>

#include "calibration/scores/print.hpp"
#include "cli/plan.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"

namespace ravenstein::cli {
namespace {

std::string persons(double number) { return grouped(std::llround(number)); }

double present_on(const Projection& projection, int day) {
  double sum = 0;
  for (const double people : projection.displaced.row(day)) sum += people;
  for (const double people : projection.refugees.row(day)) sum += people;
  for (const double people : projection.on_the_way.row(day)) sum += people;
  return sum;
}

std::string line(const char* label, const std::string& value) {
  return fmt::format("  {:<28}{:>14}\n", label, value);
}

std::string people_text(const io::ProjectionFile& contents) {
  const Projection& projection = contents.projection;
  const Totals& totals = projection.totals;
  std::string text = line("away from home, first day", persons(present_on(projection, 0)));
  text += line("away from home, last day", persons(totals.people_at_end));
  text += line("became displaced", persons(totals.entries));
  text += line("left the system", persons(totals.exits));
  text += line("moves", persons(totals.moves));
  text += line("person-days", persons(totals.person_days));
  return text + line("wall time", fmt::format("{:.2f} s", contents.provenance.wall_s));
}

}  // namespace

std::string summary_text(const io::ScenarioFile& file, const Projected& projected) {
  const auto heading = [](const std::string& text) { return emphasised(text, stdout) + '\n'; };
  std::string text = heading(file.scenario.title) + scenario_text(file) + '\n';
  text += heading("People") + people_text(projected.contents);
  if (!projected.skill) {
    text += "\nNothing was observed that the projection could be compared with.\n";
  } else {
    text += '\n' + heading("Skill, beside forecasts without skill");
    text += calibration::headline_text(*projected.skill);
    text +=
        "ARD (0 is perfect, 2 the worst): half of it is the share of people in the wrong camp.\n"
        ">30: after day 30. [c]: uses the capacities of camps.\n"
        "frozen: shares of a day kept for ever (hon: entries dated by then); locf: last entries.\n"
        "`ravenstein skill` on the file tells more, camp by camp.\n";
  }
  if (!file.scenario.remarks.empty()) text += '\n' + heading("Remarks");
  for (const std::string& remark : file.scenario.remarks) text += bullet(remark);
  return text;
}

}  // namespace ravenstein::cli
