// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/crisis_hindcast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "calibration/nowcast/nowcast.hpp"
#include "engine/simulation.hpp"

namespace ravenstein::calibration {
namespace {

/// A run is known by its form, its case and its parameters.
std::string piece_of(const CrisisForm& form, std::size_t at, bool by_engine,
                     std::span<const double> x) {
  std::string piece = fmt::format("{}\n{}\n{}", form.name, at, by_engine ? "engine" : "expected");
  for (const double value : x) piece += fmt::format("\n{}", value);  // digits that give it back
  return piece;
}

Family family_of_form(const CrisisHindcast& hindcast, const CrisisForm& form, bool by_engine) {
  CrisisForecast how = hindcast.how;
  how.by_engine = by_engine;
  Family family = family_of(form.name, form.crises, how, form.parameters, form.lower, form.upper);
  family.logarithmic = form.logarithmic;
  family.score = [score = std::move(family.score), &hindcast, &form, by_engine](
                     std::size_t at, std::span<const double> x) {
    if (hindcast.go_on && !hindcast.go_on()) throw Interrupted();
    const auto work = [&] { return std::vector<double>{score(at, x)}; };
    return kept(hindcast.keeper, piece_of(form, at, by_engine, x), work).at(0);
  };
  return family;
}

/// What the engine's own run scores, with each fold's parameters on the case left out.
std::vector<double> by_engine(const CrisisHindcast& hindcast, const CrisisForm& form,
                              std::span<const Fold> folds) {
  std::vector<double> scores(folds.size());
  const Family family = family_of_form(hindcast, form, true);
  in_arena(hindcast.search.threads, [&] {
    for (std::size_t at = 0; at < folds.size(); ++at) {
      scores[at] = family.score(at, folds[at].parameters);
    }
  });
  return scores;
}

std::vector<Forecast> rivals_of(const Crisis& crisis, const CrisisForecast& how) {
  std::vector<Forecast> forecasts = no_skill_forecasts(crisis.observed);
  if (how.known == Known::reports && how.lead_days != 1) {  // locf is one day ahead
    forecasts.back() = carried_forward(crisis.observed, how.lead_days);
    forecasts.back().name = "locf";
  }
  return forecasts;
}

void add_rivals(const CrisisHindcast& hindcast, CrisisResult& result) {
  std::vector<std::vector<Forecast>> of;
  for (const Crisis& crisis : hindcast.forms.front().crises) {
    of.push_back(rivals_of(crisis, hindcast.how));
  }
  for (const Forecast& first : of.front()) {
    std::vector<double> scores;
    for (std::size_t at = 0; at < of.size(); ++at) {
      const auto same = std::ranges::find(of[at], first.name, &Forecast::name);
      if (same == of[at].end()) break;
      scores.push_back(score(hindcast.forms.front().crises[at], hindcast.how, same->persons));
    }
    if (scores.size() != of.size()) continue;  // not every case has it
    result.no_skill.push_back({first.name, first.information, first.uses_capacity, {}});
    result.no_skill_scores.push_back(std::move(scores));
  }
}

PageRow row_of(std::string name, std::vector<double> scores, std::string information) {
  const double mean = mean_of(scores);
  scores.push_back(mean);
  return {std::move(name), std::move(scores), std::move(information)};
}

std::string with_capacity(const std::string& name, bool uses_capacity) {
  return uses_capacity ? name + " [c]" : name;
}

PageTable scores_table(const CrisisHindcast& hindcast, const CrisisResult& result) {
  PageTable table;
  table.name = "Scores of the case left out";
  table.caption = fmt::format(
      "ARD, rescaled, from day {} on: 0 is perfect, 2 is all wrong, half of it is the share of "
      "people in the wrong camp. Parameters are fitted to the other cases. [c] uses the capacity "
      "column, which may be known only afterwards. In sample: fitted to all cases.",
      hindcast.how.first_day);
  table.information_column = "knows";
  for (const Crisis& crisis : hindcast.forms.front().crises) table.columns.push_back(crisis.name);
  table.columns.emplace_back("mean");
  for (std::size_t f = 0; f < hindcast.forms.size(); ++f) {
    const CrisisForm& form = hindcast.forms[f];
    const std::string knows =
        hindcast.how.known == Known::reports
            ? fmt::format("totals, reports to {} days before", hindcast.how.lead_days)
            : fmt::format("totals, people to day {}",
                          form.crises.front().scenario.population.observed_until_day);
    const std::string name = with_capacity(form.name, form.uses_capacity);
    table.rows.push_back(row_of(name, result.forms[f].held_out, knows));
  }
  if (hindcast.forms.size() > 1) {
    table.rows.push_back(
        row_of("chosen by the others", result.chosen_scores, "as the form chosen"));
  }
  for (std::size_t i = 0; i < result.no_skill.size(); ++i) {
    const Forecast& rival = result.no_skill[i];
    table.rows.push_back(row_of(with_capacity(rival.name, rival.uses_capacity),
                                result.no_skill_scores[i], rival.information));
    table.rows.back().no_skill = true;
  }
  return table;
}

/// The form chosen by the others, or the only one, against the first form and all rivals.
PageTable differences_table(const CrisisHindcast& hindcast, const CrisisResult& result) {
  PageTable table;
  const bool several = hindcast.forms.size() > 1;
  const std::string ours = several ? "chosen by the others" : hindcast.forms.front().name;
  table.name = "Differences, case by case";
  table.caption = fmt::format(
      "Scores of \"{}\" minus those of each other forecast: below 0 ours is better. "
      "Standard error over cases; wins: cases in which ours is better, of {}. With so "
      "few cases a mean difference below .03 is no evidence.",
      ours, hindcast.forms.front().crises.size());
  table.columns = {"difference", "standard error", "wins"};
  table.whole_column = "wins";
  const auto add = [&](const std::string& name, std::span<const double> other, bool no_skill) {
    const PairedDifference d = paired_difference(result.chosen_scores, other);
    table.rows.push_back(
        {name, {d.mean, d.standard_error, static_cast<double>(d.wins)}, "", no_skill});
  };
  for (std::size_t f = 0; several && f < hindcast.forms.size(); ++f) {
    add(with_capacity(hindcast.forms[f].name, hindcast.forms[f].uses_capacity),
        result.forms[f].held_out, false);
  }
  for (std::size_t i = 0; i < result.no_skill.size(); ++i) {
    add(with_capacity(result.no_skill[i].name, result.no_skill[i].uses_capacity),
        result.no_skill_scores[i], true);
  }
  return table;
}

PageTable parameters_table(const CrisisHindcast& hindcast, std::size_t f,
                           const CrisisResult& result) {
  const CrisisForm& form = hindcast.forms[f];
  const FormResult& found = result.forms[f];
  PageTable table;
  table.name = "Parameters of " + form.name;
  table.caption = "Found without the case named, the mean score of the others, and its own.";
  table.columns = form.parameters;
  table.columns.insert(table.columns.end(), {"others", "left out"});
  const auto add = [&](std::string name, const Fold& fold, double held_out) {
    std::vector<double> values = fold.parameters;
    values.insert(values.end(), {fold.others, held_out});
    table.rows.push_back({std::move(name), std::move(values)});
  };
  for (std::size_t at = 0; at < found.folds.size(); ++at) {
    add("without " + form.crises[at].name, found.folds[at], found.held_out[at]);
  }
  add("all cases (in sample)", found.in_sample, std::nan(""));
  return table;
}

}  // namespace

CrisisResult run(const CrisisHindcast& hindcast) {
  CrisisResult result;
  std::vector<ScoreTable> tables;
  for (const CrisisForm& form : hindcast.forms) {
    const Family family = family_of_form(hindcast, form, false);
    tables.push_back(score_table(family, form.crises.size(), hindcast.search));
    FormResult found;
    found.folds = leave_one_out(family, tables.back(), hindcast.search);
    found.in_sample = pooled(family, tables.back(), hindcast.search);
    found.held_out = by_engine(hindcast, form, found.folds);
    result.forms.push_back(std::move(found));
  }
  result.chosen = choose_nested(tables);
  for (std::size_t at = 0; at < result.chosen.size(); ++at) {
    result.chosen_scores.push_back(result.forms[result.chosen[at]].held_out[at]);
  }
  add_rivals(hindcast, result);
  return result;
}

HindcastPage page_of(const CrisisHindcast& hindcast, const CrisisResult& result) {
  HindcastPage page{hindcast.title, hindcast.remarks, {}};
  page.tables.push_back(scores_table(hindcast, result));
  if (hindcast.forms.size() > 1) {
    std::string chosen;
    for (std::size_t at = 0; at < result.chosen.size(); ++at) {
      chosen += fmt::format("{}{}: {}", at == 0 ? "" : "; ", hindcast.forms.front().crises[at].name,
                            hindcast.forms[result.chosen[at]].name);
    }
    page.tables.back().caption += " Chosen by the others (inner leave-one-out): " + chosen + ".";
  }
  page.tables.push_back(differences_table(hindcast, result));
  for (std::size_t f = 0; f < hindcast.forms.size(); ++f) {
    page.tables.push_back(parameters_table(hindcast, f, result));
  }
  return page;
}

}  // namespace ravenstein::calibration
