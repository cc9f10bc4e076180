// SPDX-License-Identifier: Apache-2.0
#include "cli/calibration_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "calibration/fit/notes.hpp"
#include "calibration/fit/result.hpp"
#include "calibration/fit/simulator.hpp"
#include "cli/text.hpp"
#include "engine/resolution.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

using calibration::CalibrationPlan;
using calibration::FreeParameter;

std::string prior_text(const calibration::Prior& prior) {
  std::string limits;
  if (std::isfinite(prior.lower) || std::isfinite(prior.upper)) {
    limits = fmt::format(", {:g} to {:g}", prior.lower, prior.upper);
  }
  switch (prior.kind) {
    case DistributionKind::uniform:
      return "uniform" + limits;
    case DistributionKind::log_uniform:
      return "log-uniform" + limits;
    case DistributionKind::normal:
      return fmt::format("normal, mean {:g}, sd {:g}{}", prior.location, prior.scale, limits);
    case DistributionKind::log_normal:
      return fmt::format("lognormal, median {:g}, sd of ln {:g}{}", std::exp(prior.location),
                         prior.scale, limits);
  }
  return {};
}

std::string unit_text(const std::string& unit) {
  return unit.empty() || unit == "1" ? "" : " " + unit;
}

/// A sensitivity analysis.
bool fits_nothing(const io::CalibrationFile& file) {
  return calibration::wanted_by(file.method) == calibration::Wanted::field;
}

std::string parameters_text(const io::CalibrationFile& file, const std::vector<double>& mean,
                            const std::vector<double>& sd) {
  if (fits_nothing(file)) {
    std::string text = fmt::format("{:<28} {:>12}  varied over\n", "parameter", "given");
    for (const io::CalibratedParameter& parameter : file.parameters) {
      text += fmt::format("{:<28} {:>12.5g}  {}{}\n", parameter.name, parameter.given,
                          parameter.prior, unit_text(parameter.unit));
    }
    return text;
  }
  std::string text = fmt::format("{:<28} {:>12} {:>12} {:>12}  prior\n", "parameter", "given",
                                 mean.empty() ? "fitted" : "mean", mean.empty() ? "" : "sd");
  for (std::size_t p = 0; p < file.parameters.size(); ++p) {
    const io::CalibratedParameter& parameter = file.parameters[p];
    const bool drawn = !mean.empty();
    const bool found = drawn || !file.optimum.empty();
    text += fmt::format("{:<28} {:>12.5g} {:>12} {:>12}  {}{}\n", parameter.name, parameter.given,
                        found ? fmt::format("{:.5g}", drawn ? mean[p] : file.optimum[p]) : "",
                        drawn ? fmt::format("{:.3g}", sd[p]) : "", parameter.prior,
                        unit_text(parameter.unit));
  }
  return text;
}

std::optional<double> score(const io::CalibrationFile& file, std::string_view forecast,
                            std::string_view measure, std::string_view window) {
  for (const io::SkillRow& row : file.scores) {
    if (row.forecast == forecast && row.measure == measure && row.window == window) {
      return row.value;
    }
  }
  return {};
}

std::string scores_text(const io::CalibrationFile& file) {
  if (file.scores.empty()) return {};
  std::vector<std::string> names;
  for (const io::SkillRow& row : file.scores) {
    if (std::ranges::count(names, row.forecast) == 0) names.push_back(row.forecast);
  }
  const auto cell = [&](const std::string& name, const char* measure, const char* window) {
    const auto value = score(file, name, measure, window);
    return value ? fmt::format("{:>12.4g}", *value) : fmt::format("{:>12}", "");
  };
  std::string text =
      fmt::format("\n{:<16} {:>12} {:>12} {:>12} {:>12} {:>12} {:>12}\n", "forecast", "WAPE fit",
                  "RMSE fit", "ln lik. fit", "WAPE held", "RMSE held", "ln lik. held");
  for (const std::string& name : names) {
    text += fmt::format("{:<16}", name);
    for (const char* window : {"fit", "hold-out"}) {
      for (const char* measure : {"WAPE", "RMSE", "log likelihood"}) {
        text += ' ' + cell(name, measure, window);
      }
    }
    text += '\n';
  }
  text +=
      "WAPE: sum |expected - counted| / sum counted. held: in the hold-out window. persistence,\n"
      "fit mean and frozen shares need no skill; frozen shares are told the totals.\n";
  for (const char* window : {"fit", "hold-out"}) {
    const auto number = score(file, "as given", "counts", window);
    if (!number) continue;
    text += fmt::format(
        "{} window: scored over the {:.0f} counts of which each of these says something\n", window,
        *number);
  }
  return text;
}

/// How many counts lay in their predictive intervals.
std::string cover_text(const io::CalibrationFile& file) {
  std::string text;
  for (const char* window : {"fit", "hold-out"}) {
    const double counts = score(file, "fitted", "cover counts", window).value_or(0);
    for (const char* level : {"80 %", "95 %"}) {
      const std::string cover = fmt::format("cover {}", level);
      const auto share = score(file, "fitted", cover, window);
      if (!share) continue;
      text += fmt::format(
          "{} window: {:.0f} of all {:.0f} counts ({:.0f} %; {:.0f} to {:.0f} %) lie in the {} "
          "predictive "
          "intervals\n",
          window, *share * counts, counts, 100 * *share,
          100 * score(file, "fitted", cover + " lower", window).value_or(0),
          100 * score(file, "fitted", cover + " upper", window).value_or(0), level);
    }
  }
  if (text.empty()) return text;
  return text + (file.posterior.count() > 0
                     ? "Predictive intervals hold the spread of the posterior and the error of "
                       "counting.\n"
                     : "Predictive intervals of an optimum hold the error of counting alone.\n");
}

const io::ResultTable* table_named(const io::CalibrationFile& file, const std::string& name) {
  const auto found = std::ranges::find(file.tables, name, &io::ResultTable::name);
  return found == file.tables.end() ? nullptr : &*found;
}

/// The indices of the first output, the objective, with their intervals where there are any.
std::string sensitivity_text(const io::CalibrationFile& file) {
  std::string text;
  for (const char* name :
       {"morris_mean_absolute", "morris_sd", "sobol_first", "sobol_total", "rbd_first"}) {
    const io::ResultTable* table = table_named(file, name);
    if (table == nullptr || table->axes[0].size == 0) continue;
    const io::ResultTable* lower = table_named(file, std::string(name) + "_lower");
    const io::ResultTable* upper = table_named(file, std::string(name) + "_upper");
    text += fmt::format("\n{} of the objective{}\n", name,
                        lower == nullptr ? "" : ", and its 95 % interval");
    for (std::size_t f = 0; f < table->axes[1].size; ++f) {
      const bool chance = f >= file.parameters.size();
      text += fmt::format("  {:<28} {:>12.4g}", chance ? "(chance)" : file.parameters[f].name,
                          table->values[f]);
      if (lower != nullptr && upper != nullptr) {
        text += fmt::format("  {:.4g} to {:.4g}", lower->values[f], upper->values[f]);
      }
      text += '\n';
    }
  }
  return text;
}

/// 95 % intervals of a profile likelihood.
std::string profile_text(const io::CalibrationFile& file) {
  const io::ResultTable* intervals = table_named(file, "profile_interval");
  if (intervals == nullptr) return {};
  std::string text = "\n95 % likelihood intervals\n";
  const auto end = [](double value) {
    return std::isnan(value) ? std::string("open") : fmt::format("{:.5g}", value);
  };
  for (std::size_t p = 0; p < file.parameters.size() && 2 * p < intervals->values.size(); ++p) {
    text += fmt::format("  {:<28} {} to {}\n", file.parameters[p].name,
                        end(intervals->values[2 * p]), end(intervals->values[2 * p + 1]));
  }
  return text + "open: within its prior nothing on that side is ruled out\n";
}

}  // namespace

std::vector<io::CalibratedParameter> described_parameters(const CalibrationPlan& plan) {
  const ParameterValues given = models::complete_parameters(plan.scenario.scenario);
  std::vector<io::CalibratedParameter> described;
  for (const FreeParameter& free : plan.parameters) {
    const auto value = given.find(free.info.name);
    const double* number = value == given.end() ? nullptr : std::get_if<double>(&value->second);
    double known = number == nullptr ? std::nan("") : *number;
    if (free.series) known = value_of(plan.series[*free.series].error, free.setting);
    described.push_back({free.info.name, free.info.symbol,
                         free.info.unit.empty() ? "1" : free.info.unit, free.info.meaning,
                         prior_text(free.prior), free.prior.lower, free.prior.upper, known});
  }
  return described;
}

io::EvaluationTable evaluation_table(const CalibrationPlan& plan,
                                     const calibration::Calibrated& run) {
  io::EvaluationTable table;
  const calibration::Wanted wanted = calibration::wanted_by(plan.form.method.name);
  table.names = calibration::output_names(plan, wanted);
  if (wanted == calibration::Wanted::field) table.names.resize(1);  // the rest is in its sums
  for (const calibration::Evaluated& evaluation : run.evaluations) {
    // Chance as a factor has no parameter of its own: it is the seed.
    table.parameters.insert(table.parameters.end(), evaluation.parameters.begin(),
                            evaluation.parameters.end());
    table.seed.push_back(evaluation.key.seed);
    table.member.push_back(evaluation.key.member);
    std::vector<double> values = evaluation.outcome.values;
    values.resize(table.names.size(), std::numeric_limits<double>::quiet_NaN());
    table.values.insert(table.values.end(), values.begin(), values.end());
    table.failure.push_back(evaluation.outcome.failure);
  }
  return table;
}

std::string calibration_summary(const CalibrationPlan& plan, const io::CalibrationFile& file,
                                const std::vector<double>& mean, const std::vector<double>& sd,
                                std::int64_t failed) {
  std::string text = fmt::format("{}\n", file.title);
  const bool fits = !fits_nothing(file);
  const std::string counts =
      fits ? fmt::format("{} counts fitted, {} held out", plan.fit.size(), plan.hold_out.size())
           : fmt::format("{} counts in the objective", plan.fit.size());
  text += fmt::format("{}, {}; {} at resolution {}\n\n", file.method, counts,
                      plan.scenario.scenario.behaviour.model,
                      name_of(plan.scenario.scenario.resolution));
  text += parameters_text(file, mean, sd);
  text += sensitivity_text(file) + profile_text(file);
  if (fits || !file.converged) {
    text += fmt::format("\n{}: {}\n", file.converged ? "converged" : "NOT CONVERGED", file.ending);
  } else {
    text += fmt::format("\nmade: {}\n", file.ending);
  }
  text +=
      fmt::format("{} evaluations, {} of them failed\n",
                  grouped(static_cast<std::int64_t>(file.evaluations.count())), grouped(failed));
  if (plan.told > 0) {
    text +=
        fmt::format("{} counts were left out: the scenario tells them to the model\n", plan.told);
  }
  if (plan.outside > 0) {
    text += fmt::format("{} counts lie in {}, or cross its end, and were left out\n", plan.outside,
                        plan.hold_out_window ? "neither window" : "no window");
  }
  for (const std::string& note : calibration::notes_of(plan)) text += "note: " + note + '\n';
  if (!fits) return text;
  text += scores_text(file) + cover_text(file);
  if (plan.scenario.scenario.population.departures == PopulationPlan::Departures::observed) {
    text +=
        "The scenario follows the observed totals, in the hold-out window, too: what is fitted\n"
        "and scored is how they divide.\n";
  }
  return text;
}

std::string recorded_summary(const io::CalibrationFile& file) {
  calibration::FitResult result;
  result.draws = file.posterior.values;
  result.weight = file.posterior.weight;
  std::string text = fmt::format("{}\n{}", file.title, file.method);
  if (!result.weight.empty()) text += fmt::format(", {} posterior draws", result.weight.size());
  text += "\n\n" + parameters_text(file, result.mean(), result.sd());
  text += fmt::format("\n{}: {}\n", file.converged ? "converged" : "NOT CONVERGED", file.ending);
  return text + scores_text(file);
}

}  // namespace ravenstein::cli
