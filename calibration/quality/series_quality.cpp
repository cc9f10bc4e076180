// SPDX-License-Identifier: Apache-2.0
#include "calibration/quality/series_quality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/core/quantile.hpp"

namespace ravenstein::calibration {
namespace {

/// All figures of a day, in the order in which they were reported.
struct CountDay {
  Date date{};
  std::vector<const CountRow*> figures;
  const CountRow& row() const { return *figures.back(); }
  double persons() const { return figures.back()->persons; }
};

struct Series {
  std::string zone, source;
  std::vector<CountDay> days;  ///< by date
};

std::vector<Series> series_of(const std::vector<CountRow>& rows) {
  std::vector<Series> all;
  std::map<std::pair<std::string, std::string>, std::size_t> index;
  for (const CountRow& row : rows) {
    const auto [at, is_new] = index.try_emplace({row.zone, row.source}, all.size());
    if (is_new) all.push_back({row.zone, row.source, {}});
    std::vector<CountDay>& days = all[at->second].days;
    const auto day = std::ranges::find(days, row.date, &CountDay::date);
    if (day == days.end()) {
      days.push_back({row.date, {&row}});
    } else {
      day->figures.push_back(&row);
    }
  }
  for (Series& one : all) {
    std::ranges::sort(one.days, {}, &CountDay::date);
    for (CountDay& day : one.days) {
      std::ranges::stable_sort(day.figures, {},
                               [](const CountRow* r) { return r->reported.value_or(r->date); });
    }
  }
  return all;
}

int days_between(Date from, Date to) { return static_cast<int>((to - from).count()); }

/// Straight between the sorted values; NaN for none.
double quantile(std::vector<double> values, double p) {
  if (values.empty()) return kUnknown;
  std::ranges::sort(values);
  return quantile_of_sorted(values, p);
}

struct Moments {
  double mean = kUnknown, sd = kUnknown;
};
Moments moments(const std::vector<double>& values) {
  if (values.empty()) return {};
  double sum = 0, squares = 0;
  for (const double v : values) sum += v;
  const double mean = sum / static_cast<double>(values.size());
  for (const double v : values) squares += (v - mean) * (v - mean);
  return {mean, values.size() > 1 ? std::sqrt(squares / static_cast<double>(values.size() - 1))
                                  : kUnknown};
}

void measure_times(const Series& series, Date as_of, const QualityRules& rules,
                   SeriesQuality& quality) {
  std::vector<double> gaps, delays;
  int fresh = 0;
  for (std::size_t i = 0; i < series.days.size(); ++i) {
    const Date next = i + 1 < series.days.size() ? series.days[i + 1].date : as_of;
    const int gap = days_between(series.days[i].date, next);
    if (i + 1 < series.days.size()) {
      gaps.push_back(gap);
      quality.longest_gap_days = std::max(quality.longest_gap_days, gap);
    }
    fresh += std::min(gap, rules.fresh_days);
    const CountRow& first = *series.days[i].figures.front();
    if (first.reported) delays.push_back(days_between(first.date, *first.reported));
  }
  quality.lag_days = days_between(quality.last, as_of);
  const int all = days_between(quality.first, as_of);
  quality.coverage = all > 0 ? static_cast<double>(fresh) / all : 1;
  quality.median_gap_days = quantile(gaps, .5);
  quality.median_delay_days = quantile(delays, .5);
  quality.slow_delay_days = quantile(delays, .9);
}

void measure_revisions(const Series& series, SeriesQuality& quality) {
  std::vector<double> changes;
  for (const CountDay& day : series.days) {
    if (day.figures.size() < 2) continue;
    ++quality.revised;
    const double first = day.figures.front()->persons, last = day.persons();
    if (first > 0 && last > 0) changes.push_back(std::log(last / first));
  }
  const Moments m = moments(changes);
  quality.revision_bias = m.mean;
  quality.revision_sd = m.sd;
}

/// Detection rate and bias beside what the reference counted on the same days.
void compare(const Series& series, const Series& reference, SeriesQuality& quality) {
  double sum = 0, reference_sum = 0;
  std::vector<double> ratios;
  for (const CountDay& day : series.days) {
    const auto same = std::ranges::find(reference.days, day.date, &CountDay::date);
    if (same == reference.days.end()) continue;
    ++quality.compared;
    sum += day.persons();
    reference_sum += same->persons();
    if (day.persons() > 0 && same->persons() > 0) {
      ratios.push_back(std::log(day.persons() / same->persons()));
    }
  }
  if (reference_sum > 0) quality.detection = sum / reference_sum;
  const Moments m = moments(ratios);
  quality.bias = m.mean;
  quality.bias_sd = m.sd;
}

void find_gaps(const Series& series, const SeriesQuality& quality, const QualityRules& rules,
               std::vector<Finding>& findings) {
  for (std::size_t i = 1; i < series.days.size(); ++i) {
    const CountDay &before = series.days[i - 1], &after = series.days[i];
    const int gap = days_between(before.date, after.date);
    if (gap <= rules.fresh_days) continue;
    findings.push_back(
        {FindingKind::gap, series.zone, before.date,
         fmt::format("nobody counted for {} days, to {}", gap, to_string(after.date)),
         after.row().place});
  }
  if (quality.lag_days > rules.fresh_days) {
    findings.push_back({FindingKind::lag, series.zone, quality.last,
                        fmt::format("the last count is {} days old", quality.lag_days),
                        series.days.back().row().place});
  }
}

double change(const CountDay& before, const CountDay& after) {
  return std::log(std::max(1.0, after.persons()) / std::max(1.0, before.persons()));
}

/// How large a change is out of line: by the changes of all series together.
double jump_limit(const std::vector<Series>& all, const QualityRules& rules) {
  std::vector<double> changes;
  for (const Series& series : all) {
    for (std::size_t i = 1; i < series.days.size(); ++i) {
      changes.push_back(std::abs(change(series.days[i - 1], series.days[i])));
    }
  }
  const double median = quantile(changes, .5);
  const double least = std::log(rules.jump_factor);
  return std::isnan(median) ? least : std::max(least, rules.jump_deviations * 1.4826 * median);
}

void find_jumps(const Series& series, double limit, std::vector<Finding>& findings) {
  const std::vector<CountDay>& days = series.days;
  for (std::size_t i = 1; i < days.size(); ++i) {
    // Small numbers jump by nature.
    if (std::max(days[i].persons(), days[i - 1].persons()) < 100) continue;
    const double size = change(days[i - 1], days[i]);
    if (std::abs(size) <= limit) continue;
    const bool back = i + 1 < days.size() && std::abs(change(days[i], days[i + 1])) > limit &&
                      std::abs(change(days[i - 1], days[i + 1])) < std::abs(size) / 4;
    findings.push_back(
        {back ? FindingKind::spike : FindingKind::jump, series.zone, days[i].date,
         fmt::format("from {:.0f} to {:.0f}{}", days[i - 1].persons(), days[i].persons(),
                     back ? fmt::format(", and {:.0f} next", days[i + 1].persons()) : ""),
         days[i].row().place});
    if (back) ++i;  // the way back is part of it
  }
}

void find_unexplained(const Series& series, const QualityRules& rules,
                      std::vector<Finding>& findings) {
  for (std::size_t i = 1; i < series.days.size(); ++i) {
    const CountRow& row = series.days[i].row();
    const double before = series.days[i - 1].persons();
    const double fall = before - row.persons;
    if (!row.left || fall <= *row.left + rules.tolerance * before) continue;
    findings.push_back(
        {FindingKind::unexplained, series.zone, row.date,
         fmt::format("{:.0f} fewer than the count before, but {:.0f} left", fall, *row.left),
         row.place});
  }
}

void find_sources(const Series& series, const Series& reference, const QualityRules& rules,
                  std::vector<Finding>& findings) {
  for (const CountDay& day : series.days) {
    const auto same = std::ranges::find(reference.days, day.date, &CountDay::date);
    if (same == reference.days.end()) continue;
    const double larger = std::max(day.persons(), same->persons());
    if (std::abs(day.persons() - same->persons()) <= rules.tolerance * larger) continue;
    findings.push_back({FindingKind::sources, series.zone, day.date,
                        fmt::format("{} counts {:.0f}, {} {:.0f}", series.source, day.persons(),
                                    reference.source, same->persons()),
                        day.row().place});
  }
}

/// Parts are compared with the whole where both were counted on a day by one source.
void find_parts(const std::vector<Series>& all, const QualityRules& rules,
                std::vector<Finding>& findings) {
  std::map<std::tuple<std::string, std::string, Date>, double> parts;
  for (const Series& series : all) {
    for (const CountDay& day : series.days) {
      if (day.row().part_of.empty()) continue;
      parts[{day.row().part_of, series.source, day.date}] += day.persons();
    }
  }
  for (const Series& series : all) {
    for (const CountDay& day : series.days) {
      const auto sum = parts.find({series.zone, series.source, day.date});
      if (sum == parts.end() || sum->second <= day.persons() * (1 + rules.tolerance)) continue;
      findings.push_back({FindingKind::parts, series.zone, day.date,
                          fmt::format("its parts have {:.0f} people, the whole {:.0f}", sum->second,
                                      day.persons()),
                          day.row().place});
    }
  }
}

}  // namespace

std::string name_of(FindingKind kind) {
  constexpr const char* kNames[] = {"gap",   "lag",     "jump",       "spike",
                                    "parts", "sources", "unexplained"};
  return kNames[static_cast<std::size_t>(kind)];
}

QualityReport assess(const std::vector<CountRow>& rows, const QualityRules& rules,
                     std::optional<Date> as_of) {
  QualityReport report;
  if (rows.empty()) return report;
  const auto known_from = [](const CountRow& row) { return row.reported.value_or(row.date); };
  report.as_of = as_of.value_or(known_from(*std::ranges::max_element(rows, {}, known_from)));
  std::vector<CountRow> known;
  for (const CountRow& row : rows) {
    if (known_from(row) <= report.as_of) known.push_back(row);
  }
  const std::vector<Series> all = series_of(known);
  const double limit = jump_limit(all, rules);
  for (const Series& series : all) {
    report.changes += static_cast<int>(series.days.size()) - 1;
    SeriesQuality quality;
    quality.zone = series.zone;
    quality.source = series.source;
    quality.counts = static_cast<int>(series.days.size());
    quality.first = series.days.front().date;
    quality.last = series.days.back().date;
    measure_times(series, report.as_of, rules, quality);
    measure_revisions(series, quality);
    find_gaps(series, quality, rules, report.findings);
    find_jumps(series, limit, report.findings);
    find_unexplained(series, rules, report.findings);
    const auto reference = std::ranges::find_if(all, [&](const Series& other) {
      return other.zone == series.zone &&
             (rules.reference.empty() || other.source == rules.reference);
    });
    if (reference != all.end() && reference->source != series.source) {
      compare(series, *reference, quality);
      find_sources(series, *reference, rules, report.findings);
    }
    report.coverage += quality.coverage / static_cast<double>(all.size());
    report.series.push_back(std::move(quality));
  }
  find_parts(all, rules, report.findings);
  std::ranges::stable_sort(report.findings, {},
                           [](const Finding& f) { return std::pair(f.zone, f.date); });
  return report;
}

}  // namespace ravenstein::calibration
