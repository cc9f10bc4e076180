// SPDX-License-Identifier: Apache-2.0
#include "cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "calibration/scores/print.hpp"
#include "cli/over_time.hpp"
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

double at(const std::vector<double>& quantiles, double wanted, const EnsembleSums& sums,
          std::size_t cell) {
  const auto found = std::ranges::find(quantiles, wanted);
  if (found == quantiles.end()) return std::nan("");
  const auto q = static_cast<std::size_t>(found - quantiles.begin());
  return sums.quantile[q * sums.mean.size() + cell];
}

/// One row of the members' table; empty if nobody is in it in any of them.
std::string spread_line(const std::string& label, const std::vector<double>& quantiles,
                        const EnsembleSums& sums, std::size_t cell) {
  if (sums.mean[cell] == 0) return {};
  std::string text = fmt::format("  {:<28}", label);
  for (const double wanted : {0.05, 0.5, 0.95}) {
    const double number = at(quantiles, wanted, sums, cell);
    text += fmt::format("{:>14}", std::isnan(number) ? "-" : persons(number));
  }
  return text + fmt::format("{:>14}\n", persons(sums.mean[cell]));
}

/// What members say of people present on the last day and of all moves of the period.
std::string members_text(const io::ProjectionFile& contents) {
  struct Row {
    const char* table;
    const char* label;
    bool present;
  };
  constexpr Row kRows[] = {{"displaced", "displaced, last day", true},
                           {"refugees", "abroad, last day", true},
                           {"stranded", "stranded, last day", true},
                           {"departures", "moves begun", false},
                           {"departures_by_cause", "  for ", false},
                           {"arrivals", "arrivals", false},
                           {"returns", "returns", false},
                           {"births", "births", false},
                           {"deaths", "deaths", false}};
  const io::EnsembleRecord& ensemble = contents.ensemble;
  std::string text =
      fmt::format("  {:<28}{:>14}{:>14}{:>14}{:>14}\n", "", "5 %", "median", "95 %", "mean");
  for (const Row& row : kRows) {
    const auto table = std::ranges::find(ensemble.tables, row.table, &EnsembleTable::name);
    if (table == ensemble.tables.end()) continue;
    const EnsembleSums& sums = row.present ? table->total : table->period_total;
    const std::size_t last = sums.mean.size() - table->categories;
    for (std::size_t c = 0; c < table->categories; ++c) {
      const bool by_cause = table->categories > 1;
      const std::string label = row.label + (by_cause ? contents.projection.causes[c] : "");
      text += spread_line(label, ensemble.quantiles, sums, last + c);
    }
  }
  return text + line("wall time", fmt::format("{:.2f} s", contents.provenance.wall_s));
}

}  // namespace

std::string summary_text(const io::ScenarioFile& file, const Projected& projected) {
  const auto heading = [](const std::string& text) { return emphasised(text, stdout) + '\n'; };
  std::string text = heading(file.scenario.title) + scenario_text(file) + '\n';
  const int members = file.scenario.ensemble.members;
  if (members > 1) {
    text += heading(fmt::format("People in {} members", members));
    text += members_text(projected.contents);
  } else {
    text += heading("People") + people_text(projected.contents);
  }
  if (const std::string over_time = over_time_text(projected.contents); !over_time.empty()) {
    const Period& period = projected.contents.projection.period;
    text += '\n' +
            heading(fmt::format("People present, {} to {}{}", to_string(period.start),
                                to_string(period.date_of(period.days - 1)),
                                members > 1 ? " (median)" : "")) +
            over_time;
  }
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
