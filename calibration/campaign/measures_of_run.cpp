// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/measures_of_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "calibration/scores/measures.hpp"
#include "calibration/scores/skill.hpp"
#include "engine/scenario.hpp"
#include "io/text.hpp"

namespace ravenstein::calibration {
namespace {

struct Compared {
  Comparison normal, rescaled;
  double total_on_day0;
};

struct Score {
  std::string_view name;
  double (*value)(const Compared&, Window);
};

constexpr std::array<Score, 11> kScores = {{
    {measure::kMeanError, [](const Compared& c, Window w) { return ard(c.rescaled, w) / 2; }},
    {measure::kArdNormal, [](const Compared& c, Window w) { return ard(c.normal, w); }},
    {measure::kArdRescaled, [](const Compared& c, Window w) { return ard(c.rescaled, w); }},
    {measure::kTotalError,
     [](const Compared& c, Window w) { return total_error_flee(c.normal, w, c.total_on_day0); }},
    {measure::kLnAccuracyRatio,
     [](const Compared& c, Window w) { return ln_accuracy_ratio(c.normal, w); }},
    {measure::kMae, [](const Compared& c, Window w) { return mean_absolute_error(c.normal, w); }},
    {measure::kRmse,
     [](const Compared& c, Window w) { return root_mean_square_error(c.normal, w); }},
    {measure::kBias, [](const Compared& c, Window w) { return bias(c.normal, w); }},
    {measure::kWape, [](const Compared& c, Window w) { return wape(c.normal, w); }},
    {measure::kMaseHk,
     [](const Compared& c, Window w) { return mase_hyndman_koehler(c.normal, w); }},
    {measure::kMase7Flat,
     [](const Compared& c, Window) { return mase_flee(c.rescaled, 7, FleeNaive::flat); }},
}};

struct Total {
  std::string_view name;
  double Totals::*member;
};
constexpr std::array<Total, 7> kTotals = {{{"entries", &Totals::entries},
                                           {"exits", &Totals::exits},
                                           {"moves", &Totals::moves},
                                           {"person days away", &Totals::person_days},
                                           {"people away at end", &Totals::people_at_end},
                                           {"births", &Totals::births},
                                           {"deaths", &Totals::deaths}}};

struct NamedTable {
  std::string_view name;
  DailyTable Projection::*table;
};
constexpr std::array<NamedTable, 14> kTables = {{{"residents", &Projection::residents},
                                                 {"displaced", &Projection::displaced},
                                                 {"refugees", &Projection::refugees},
                                                 {"on_the_way", &Projection::on_the_way},
                                                 {"arrivals", &Projection::arrivals},
                                                 {"departures", &Projection::departures},
                                                 {"entries", &Projection::entries},
                                                 {"exits", &Projection::exits},
                                                 {"returnees", &Projection::returnees},
                                                 {"integrated", &Projection::integrated},
                                                 {"stranded", &Projection::stranded},
                                                 {"returns", &Projection::returns},
                                                 {"births", &Projection::births},
                                                 {"deaths", &Projection::deaths}}};

template <class List>
std::vector<std::string> names_of(const List& list) {
  std::vector<std::string> names;
  for (const auto& one : list) names.emplace_back(one.name);
  return names;
}

bool scored(const Scenario& scenario, const CampObservations& camps) {
  return !camps.codes.empty() && recorded_rows(scenario).interval == Interval::day;
}

void check_names(const std::vector<std::string>& asked, const std::vector<std::string>& known,
                 const std::string& key, const io::YamlNode& root, Problems& problems) {
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::string& name = asked[i];
    const auto tell = [&](std::string message, std::string hint) {
      problems.add({io::place_of(root, fmt::format("{}.{}", key, i)), key, std::move(message),
                    std::move(hint)});
    };
    if (std::ranges::find(known, name) == known.end()) {
      tell(fmt::format("expected one of {}, found {}", io::listed(known, 40), io::in_quotes(name)),
           did_you_mean(name, known));
    } else if (std::find(asked.begin(), asked.begin() + static_cast<std::ptrdiff_t>(i), name) !=
               asked.begin() + static_cast<std::ptrdiff_t>(i)) {
      tell(fmt::format("{} is given twice", io::in_quotes(name)), "");
    }
  }
}

std::vector<std::string> measure_names() {
  std::vector<std::string> names = names_of(kScores);
  const std::vector<std::string> totals = names_of(kTotals);
  names.insert(names.end(), totals.begin(), totals.end());
  return names;
}

std::vector<KeptTable> kept_tables(const std::vector<std::string>& names,
                                   const Scenario& scenario) {
  std::vector<KeptTable> tables;
  for (const std::string& name : names) {
    tables.push_back(
        {name, static_cast<std::size_t>(recorded_rows(scenario).steps()), scenario.world.size()});
  }
  return tables;
}

}  // namespace

void check_kept(const io::CampaignForm& form, const io::YamlNode& root, Problems& problems) {
  check_names(form.keep.measures, measure_names(), "keep.measures", root, problems);
  check_names(form.keep.series, names_of(kTables), "keep.series", root, problems);
  check_names(form.keep.fields, names_of(kTables), "keep.fields", root, problems);
  if (form.keep.projections > form.replicates) {
    problems.add({io::find_path(root, "keep.projections")->place(), "keep.projections",
                  fmt::format("expected at most the replicates ({}), found {}", form.replicates,
                              form.keep.projections),
                  ""});
  }
}

KeptPlan kept_plan(const io::Campaign& campaign) {
  const io::KeepForm& keep = campaign.form.keep;
  const Scenario& first = campaign.scenarios.front().file.scenario;
  KeptPlan kept;
  kept.measures = keep.measures.empty() ? measure_names() : keep.measures;
  kept.series = kept_tables(keep.series, first);
  kept.fields = kept_tables(keep.fields, first);
  kept.projections = static_cast<std::size_t>(keep.projections);
  return kept;
}

std::vector<double> measures_of(const std::vector<std::string>& names, const Scenario& scenario,
                                const CampObservations& camps, const Projection& projection) {
  std::vector<double> forecast, rescaled_forecast;
  std::optional<Compared> compared;
  if (scored(scenario, camps)) {
    const std::vector<ZoneIndex>& zones = camps.daily.zones;
    forecast.reserve(camps.daily.persons.size());
    for (int day = 0; day < scenario.period.days; ++day) {
      for (const ZoneIndex zone : zones) forecast.push_back(projection.present(day, zone));
    }
    const Comparison normal{forecast, camps.daily.persons, camps.codes.size()};
    rescaled_forecast = rescaled(normal);
    compared = Compared{normal,
                        {rescaled_forecast, normal.observed, normal.camps},
                        camps.total_on_day0.value_or(normal.total_observed(0))};
  }
  std::vector<double> values;
  for (const std::string& name : names) {
    const auto score = std::ranges::find(kScores, name, &Score::name);
    const auto total = std::ranges::find(kTotals, name, &Total::name);
    if (total != kTotals.end()) {
      values.push_back(projection.totals.*total->member);
    } else {
      values.push_back(compared && score != kScores.end() ? score->value(*compared, kAllDays)
                                                          : std::nan(""));
    }
  }
  return values;
}

std::vector<double> tables_of(const std::vector<KeptTable>& tables, const Projection& projection) {
  std::vector<double> values;
  for (const KeptTable& kept : tables) {
    const auto named = std::ranges::find(kTables, kept.name, &NamedTable::name);
    const std::vector<double>& persons = (projection.*named->table).persons;
    if (persons.size() != kept.cells()) {
      throw std::runtime_error(fmt::format("the projection has no table {} of {} x {}", kept.name,
                                           kept.steps, kept.zones));
    }
    values.insert(values.end(), persons.begin(), persons.end());
  }
  return values;
}

}  // namespace ravenstein::calibration
