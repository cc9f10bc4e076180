// SPDX-License-Identifier: Apache-2.0
#include "filters.hpp"

#include <fmt/ranges.h>

#include <cstdlib>
#include <iostream>

#include "calibration/assimilation/filter_leads.hpp"
#include "nowcast_cases.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;
using namespace ravenstein::validation;

namespace {

constexpr std::string_view kIntroduction = R"(
## Filters: the same table by `ravenstein assimilate`

The same knowledge and the same scores as above, by runs of the engine (`resolution: cohorts`, model of R2)
that take in every count on its day and go on without counts: {} members, `error_share: 0.02` (what is scored
are the counts themselves), every other setting of the plan as it is by default; the total is kept. *reports*
is R4 as a method of `assimilate`: the residual of the last counts is given to the camps when a count comes
in, newcomers after it go where the model sends them, and members lean their own ways.

)";

constexpr std::string_view kCover = R"(
How many of the observed figures (every tenth day, all camps, mean over the cases) lie in the members'
central intervals:

| method | lead | within 80 % | within 95 % |
|---|---|---|---|
)";

double within(const LeadForecast& forecast, const CampObservations& observed, std::size_t level) {
  const std::size_t camps = observed.codes.size();
  double in = 0, all = 0;
  for (int t = std::max(30, forecast.lead_days) + 1; t < observed.daily.days; ++t) {
    if (t % 10 != 0) continue;
    for (std::size_t x = 0; x < camps; ++x) {
      const std::size_t at = static_cast<std::size_t>(t) * camps + x;
      const double d = observed.daily.persons[at];
      in += d >= forecast.lower[level][at] && d <= forecast.upper[level][at] ? 1 : 0;
      ++all;
    }
  }
  return all > 0 ? in / all : 0;
}

struct Tables {
  std::string scores, cover;
};

void add_method(Tables& tables, const std::filesystem::path& cases, FilterMethod method,
                int members) {
  constexpr std::size_t kLeads = std::size(kNowcastLeads);
  std::vector<double> mean(kLeads), in80(kLeads), in95(kLeads);
  const std::string name = io::name_of(method);
  for (const std::string_view crisis : kNowcastCases) {
    std::cerr << "validation: " << name << ' ' << crisis << std::endl;
    Scenario scenario = nowcast_scenario(cases / crisis, "R2");
    scenario.resolution = Resolution::cohorts;
    scenario.population.observed_until_day = 0;
    const CampObservations observed = camp_observations(scenario);
    FilterPlan plan;
    plan.method = method;
    plan.members = members;
    plan.error_share = .02;
    const auto forecasts = filter_leads(scenario, plan, observed, kNowcastLeads, 1);
    std::string row = fmt::format("| {} | {} |", crisis, name);
    for (std::size_t l = 0; l < kLeads; ++l) {
      Forecast forecast;
      forecast.persons = forecasts[l].mean;
      const double score = nowcast_ard(forecast, observed, kNowcastLeads[l]);
      row += fmt::format(" {:.3f} |", score);
      mean[l] += score / kNowcastCases.size();
      in80[l] += within(forecasts[l], observed, 0) / kNowcastCases.size();
      in95[l] += within(forecasts[l], observed, 1) / kNowcastCases.size();
    }
    std::cerr << row << std::endl;
    tables.scores += row + '\n';
  }
  tables.scores += fmt::format("| **mean** | {} | {:.3f} |\n", name, fmt::join(mean, " | "));
  for (std::size_t l = 0; l < kLeads; ++l) {
    tables.cover +=
        fmt::format("| {} | {} | {:.3f} | {:.3f} |\n", name, kNowcastLeads[l], in80[l], in95[l]);
  }
}

}  // namespace

std::string filters_page() {
  const char* data = std::getenv("RAVENSTEIN_DATA");
  const std::filesystem::path cases =
      std::filesystem::path(data != nullptr ? data : RAVENSTEIN_SOURCE_DIR "/../shared/data") /
      "flee";
  constexpr int kMembers = 40;
  Tables tables;
  for (const FilterMethod method : {FilterMethod::reports, FilterMethod::etkf}) {
    add_method(tables, cases, method, kMembers);
  }
  std::string page = fmt::format(fmt::runtime(kIntroduction), kMembers);
  page += "| case | method |";
  for (const int lead : kNowcastLeads) page += fmt::format(" {} d |", lead);
  page += "\n|---|---|---|---|---|---|---|---|\n" + tables.scores;
  page += kCover;
  return page + tables.cover;
}
