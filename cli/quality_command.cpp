// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "calibration/quality/series_quality.hpp"
#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/terminal.hpp"
#include "io/files.hpp"

namespace ravenstein::cli {
namespace {

using calibration::CountRow;
using calibration::Finding;
using calibration::kFewestChanges;
using calibration::QualityReport;
using calibration::SeriesQuality;

struct QualityCommand {
  std::string input;
  std::string as_of;
  calibration::QualityRules rules;
  bool json = false;
};

bool is_table(const std::filesystem::path& path) { return path.extension() == ".csv"; }

/// Counts, and where they are not as they were reported: a zone's before the date are scaled by
/// a recount.
struct Counts {
  std::vector<CountRow> rows;
  std::vector<std::pair<std::string, Date>> recounts;
};

Counts counts_of(const Scenario& scenario) {
  Counts counts{calibration::count_rows(scenario), {}};
  for (const RegistrationCorrection& one : scenario.corrections) {
    counts.recounts.emplace_back(scenario.world.zones[one.zone].code,
                                 scenario.period.date_of(one.day));
  }
  return counts;
}

/// As they were known on the day: without the recounts made later.
Counts counts_of(const QualityCommand& command, std::optional<Date> as_of) {
  Scenario scenario = load_scenario(command.input, {}).file.scenario;
  const auto later = [&](const RegistrationCorrection& one) {
    return as_of && scenario.period.date_of(one.day) > *as_of;
  };
  if (std::ranges::none_of(scenario.corrections, later)) return counts_of(scenario);
  // Counts that no recount scaled may be more than the camps have room for.
  scenario.observations =
      load_scenario(command.input,
                    {"observations.corrections=", "tolerate=[unreachable_camps, overfull_camps]"})
          .file.scenario.observations;
  std::erase_if(scenario.corrections, later);
  correct(scenario.observations, scenario.corrections);
  return counts_of(scenario);
}

Counts read_counts(const QualityCommand& command, std::optional<Date> as_of) {
  const std::filesystem::path path = command.input;
  if (!is_table(path)) return counts_of(command, as_of);
  io::InputFiles files = io::InputFiles::on_disk(path.parent_path());
  Problems problems;
  const std::string name = path.filename().generic_string();
  const io::EmbeddedFile* file = files.read(name, {files.shown(name), 0, 0}, "", problems);
  std::vector<CountRow> rows;
  if (file != nullptr) {
    rows = calibration::read_count_rows(files.shown(name), file->bytes, problems);
  }
  problems.throw_if_any();
  return {std::move(rows), {}};
}

std::string recounts_text(const Counts& counts) {
  if (counts.recounts.empty()) return {};
  std::string text = "corrected: counts are those that the scenario uses, scaled by its recounts";
  for (const auto& [zone, date] : counts.recounts) {
    text += fmt::format("\n  {:<24}before {}", zone, to_string(date));
  }
  return text + "\n";
}

/// A number, or a dash where nothing can be told.
std::string number(double value, int digits) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, digits);
}

/// `+12 %` of a mean logarithm of ratios.
std::string percent(double log_ratio) {
  return std::isnan(log_ratio) ? "-" : fmt::format("{:+.0f} %", 100 * std::expm1(log_ratio));
}

std::string text_of(const QualityReport& report, const Counts& counts) {
  std::string text =
      emphasised(fmt::format("Counts as of {}: {} series, fresh {:.0f} % of the time",
                             to_string(report.as_of), report.series.size(), 100 * report.coverage),
                 stdout);
  text += fmt::format("\n  {:<24}{:<14}{:>7}{:>8}{:>8}{:>7}{:>7}{:>9}{:>10}{:>11}{:>8}\n", "zone",
                      "source", "counts", "every", "longest", "lag", "fresh", "delay", "revised",
                      "detection", "bias");
  for (const SeriesQuality& s : report.series) {
    text += fmt::format(
        "  {:<24}{:<14}{:>7}{:>8}{:>8}{:>7}{:>5.0f} %{:>9}{:>10}{:>11}{:>8}\n", s.zone, s.source,
        s.counts, number(s.median_gap_days, 0), s.longest_gap_days, s.lag_days, 100 * s.coverage,
        number(s.median_delay_days, 0),
        s.revised == 0 ? "-" : fmt::format("{} {}", s.revised, percent(s.revision_bias)),
        number(s.detection, 2), percent(s.bias));
  }
  text += fmt::format("every, longest, lag, delay: days\n{}\n{}\n", recounts_text(counts),
                      emphasised(fmt::format("{} {}", report.findings.size(),
                                             report.findings.size() == 1 ? "finding" : "findings"),
                                 stdout));
  for (const Finding& f : report.findings) {
    text +=
        fmt::format("  {:<12}{:<24}{}  {}", name_of(f.kind), f.zone, to_string(f.date), f.message);
    if (f.place.line > 0) text += fmt::format(" ({}:{})", f.place.file, f.place.line);
    text += '\n';
  }
  if (report.changes < kFewestChanges) {
    text += fmt::format(
        "too few counts to judge jumps: {} from one count to the next, of {} that are needed\n",
        report.changes == 1 ? "1 change" : fmt::format("{} changes", report.changes),
        kFewestChanges);
  }
  return text;
}

nlohmann::ordered_json known(double value) {
  return std::isnan(value) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(value);
}

std::string json_of(const QualityReport& report, const Counts& counts) {
  nlohmann::ordered_json all{{"as_of", to_string(report.as_of)}, {"coverage", report.coverage}};
  all["corrected"] = nlohmann::ordered_json::array();
  for (const auto& [zone, date] : counts.recounts) {
    all["corrected"].push_back({{"zone", zone}, {"before", to_string(date)}});
  }
  all["series"] = nlohmann::ordered_json::array();
  for (const SeriesQuality& s : report.series) {
    all["series"].push_back({{"zone", s.zone},
                             {"source", s.source},
                             {"counts", s.counts},
                             {"first", to_string(s.first)},
                             {"last", to_string(s.last)},
                             {"median_gap_days", known(s.median_gap_days)},
                             {"longest_gap_days", s.longest_gap_days},
                             {"lag_days", s.lag_days},
                             {"coverage", s.coverage},
                             {"median_delay_days", known(s.median_delay_days)},
                             {"slow_delay_days", known(s.slow_delay_days)},
                             {"revised", s.revised},
                             {"revision_bias", known(s.revision_bias)},
                             {"revision_sd", known(s.revision_sd)},
                             {"compared", s.compared},
                             {"detection", known(s.detection)},
                             {"bias", known(s.bias)},
                             {"bias_sd", known(s.bias_sd)}});
  }
  all["jumps_judged"] = report.changes >= kFewestChanges;
  all["findings"] = nlohmann::ordered_json::array();
  for (const Finding& f : report.findings) {
    nlohmann::ordered_json one{{"kind", name_of(f.kind)},
                               {"zone", f.zone},
                               {"date", to_string(f.date)},
                               {"message", f.message}};
    if (f.place.line > 0) one["line"] = f.place.line;
    all["findings"].push_back(std::move(one));
  }
  return all.dump(2) + '\n';
}

ExitCode quality(const QualityCommand& command) {
  std::optional<Date> as_of;
  if (!command.as_of.empty()) {
    as_of = parse_date(command.as_of);
    if (!as_of) {
      throw UsageError(
          fmt::format("--as-of: expected a date (YYYY-MM-DD), found {}", command.as_of));
    }
  }
  const Counts counts = read_counts(command, as_of);
  const QualityReport report = assess(counts.rows, command.rules, as_of);
  if (report.series.empty()) {
    throw UsageError(command.input + ": holds no counts of people" +
                     (as_of ? " that were known by then" : ""));
  }
  const std::string& reference = command.rules.reference;
  const bool there = std::any_of(report.series.begin(), report.series.end(),
                                 [&](const SeriesQuality& s) { return s.source == reference; });
  if (!reference.empty() && !there) {
    throw UsageError("--reference: no count is of the source " + reference);
  }
  std::cout << (command.json ? json_of(report, counts) : text_of(report, counts));
  return ExitCode::ok;
}

}  // namespace

void add_quality(CLI::App& app, Action& action) {
  auto command = std::make_shared<QualityCommand>();
  CLI::App* sub = app.add_subcommand(
      "quality",
      "Says how good counts are: how often, how late, revised, contradicting each other");
  sub->add_option(
         "counts", command->input,
         "a table of counts (.csv: zone, date, persons; may have reported, source, part_of, "
         "left), or a scenario, its folder or a projection for its observations")
      ->required();
  sub->add_option(
      "--as-of", command->as_of,
      "the day to report on: counts and recounts that were not known by then are left out "
      "[when all were known]");
  sub->add_option("--reference", command->rules.reference,
                  "the source that others are measured against [the first of each zone]");
  sub->add_option("--fresh-days", command->rules.fresh_days, "how long a count is worth something")
      ->check(CLI::Range(1, 3650));
  sub->add_option("--tolerance", command->rules.tolerance,
                  "what sums and sources may differ by, as a share")
      ->check(CLI::Range(0.0, 10.0));
  sub->add_flag("--json", command->json, "all of it as JSON, for programs");
  sub->footer(
      "Examples:\n"
      "  ravenstein quality scenarios/mali-2012\n"
      "  ravenstein quality weekly.csv --as-of 2012-06-01 --reference registration\n"
      "  ravenstein quality weekly.csv --json > quality.json");
  sub->callback([&action, command] { action = [command] { return quality(*command); }; });
}

}  // namespace ravenstein::cli
