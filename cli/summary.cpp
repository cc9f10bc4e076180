// SPDX-License-Identifier: Apache-2.0
#include "cli/summary.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "calibration/scores/print.hpp"
#include "cli/plan.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"

namespace ravenstein::cli {
namespace {

std::string persons(double number) { return grouped(std::llround(number)); }

double sum(std::span<const double> people) {
  return std::accumulate(people.begin(), people.end(), 0.0);
}

double present_on(const Projection& projection, int row) {
  return sum(projection.displaced.row(row)) + sum(projection.refugees.row(row)) +
         sum(projection.on_the_way.row(row));
}

std::string line(const std::string& label, const std::string& value) {
  return fmt::format("  {:<28}{:>14}\n", label, value);
}

std::string people_text(const io::ProjectionFile& contents) {
  const Projection& projection = contents.projection;
  const Totals& totals = projection.totals;
  const std::string first =
      fmt::format("away from home, first {}", name_of(projection.period.interval));
  std::string text = line(first, persons(present_on(projection, 0)));
  text += line("away from home, last day", persons(totals.people_at_end));
  text += line("became displaced", persons(totals.entries));
  text += line("left the system", persons(totals.exits));
  text += line("moves", persons(totals.moves));
  const std::vector<double> left = total_by_category(projection.departures_by_cause);
  for (std::size_t cause = 0; cause < left.size(); ++cause) {
    text += line("  left for " + projection.causes[cause], persons(left[cause]));
  }
  const auto if_any = [&](const char* label, double number) {
    if (number != 0) text += line(label, persons(number));
  };
  if_any("returns", sum(projection.returns.persons));
  if_any("births", totals.births);
  if_any("deaths", totals.deaths);
  text += line("person-days", persons(totals.person_days));
  return text + line("wall time", fmt::format("{:.2f} s", contents.provenance.wall_s));
}

}  // namespace

std::string summary_text(const io::ScenarioFile& file, const Projected& projected) {
  const auto heading = [](const std::string& text) { return emphasised(text, stdout) + '\n'; };
  std::string text = heading(file.scenario.title) + scenario_text(file) + '\n';
  const int members = file.scenario.ensemble.members;
  const std::string whose =
      members > 1 ? fmt::format(
                        " of the first of {} members (quantiles and means of all of them "
                        "are in the file)",
                        members)
                  : "";
  text += heading("People" + whose) + people_text(projected.contents);
  if (!projected.skill) {
    text += file.scenario.observations.empty()
                ? "\nNothing was observed that the projection could be compared with.\n"
                : "\nNot compared with what was observed: scores need a record by day.\n";
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
