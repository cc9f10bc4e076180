// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/plan_counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "calibration/assimilation/assimilate.hpp"
#include "calibration/observation/recounts.hpp"
#include "io/tables/counts.hpp"
#include "io/tables/observations.hpp"

namespace ravenstein::calibration {
namespace {

using io::ReportedCount;

std::vector<ReportedCount> read_tables(const AssimilationFile& file, io::InputFiles& files,
                                       const Scenario& scenario, Problems& problems) {
  const io::ZoneCodes codes(scenario.world.zones);
  const io::Days days{scenario.period};
  std::vector<ReportedCount> reported;
  for (const auto& [path, named_at] : file.tables) {
    const io::EmbeddedFile* bytes = files.read(path, named_at, "observations.tables", problems);
    if (bytes == nullptr) continue;
    io::Table table(files.shown(path), bytes->bytes, problems);
    const auto rows = io::read_counts(table, codes, days);
    reported.insert(reported.end(), rows.begin(), rows.end());
  }
  std::ranges::stable_sort(reported, {}, &ReportedCount::reported_day);
  return reported;
}

/// The counts as series in order of their days; of two of a day the last one.
std::vector<ObservedSeries> series_of(const std::vector<ReportedCount>& reported) {
  std::map<ZoneIndex, std::map<int, double>> by_zone;
  for (const ReportedCount& one : reported) by_zone[one.zone][one.day] = one.persons;
  std::vector<ObservedSeries> series;
  for (const auto& [zone, days] : by_zone) {
    series.push_back({zone, {}});
    for (const auto& [day, persons] : days) series.back().entries.push_back({day, persons});
  }
  return series;
}

/// A recount of a table that was not known yet has no count among those that were.
std::vector<Recount> read_recounts(const AssimilationFile& file, io::InputFiles& files,
                                   const Scenario& scenario, const CountedSeries& counted,
                                   const std::vector<ReportedCount>& reported,
                                   const std::vector<ReportedCount>& known, Problems& problems) {
  if (file.corrections == CountCorrections::none) return {};
  if (file.corrections == CountCorrections::scenario) {
    if (scenario.corrections.empty()) return {};
    return recounts_of(counted(), scenario.corrections);
  }
  const auto& [path, named_at] = file.corrections_table;
  const io::EmbeddedFile* bytes = files.read(path, named_at, "observations.corrections", problems);
  if (bytes == nullptr) return {};
  const std::vector<ObservedSeries> series = series_of(reported);
  io::Table table(files.shown(path), bytes->bytes, problems);
  const auto corrections = io::read_corrections(table, io::ZoneCodes(scenario.world.zones), series,
                                                io::Days{scenario.period});
  return recounts_of(series_of(known), corrections);
}

/// How many of those that are compared with the runs are scaled. Of two for a zone and step only
/// one is, and those of before the period are not by every method.
void tally(const std::vector<FilterUpdate>& updates, const std::vector<Recount>& recounts,
           PlanCounts& found) {
  for (const FilterUpdate& update : updates) {
    for (const PeopleCount& count : update.counts) {
      ++found.taken;
      if (recount_factor(recounts, count.zone, count.day) == 1) continue;
      ++found.corrected;
      for (const Recount& recount : recounts) {
        if (recount.zone != count.zone) continue;
        found.last_recount_day = std::max(found.last_recount_day, recount.day);
      }
    }
  }
}

void refuse_nothing_to_do(const Place& place, const std::vector<FilterUpdate>& updates,
                          const Scenario& scenario, std::optional<Date> known_by,
                          Problems& problems) {
  const Period& period = scenario.period;
  const std::string last = to_string(period.date_of(period.days - 1));
  if (updates.empty()) {
    problems.add(
        {place, "observations.tables",
         fmt::format("expected counts within {} to {}{}, found none", to_string(period.start), last,
                     known_by ? ", reported by " + to_string(*known_by) : ""),
         ""},
        InputKind::data);
  } else if (updates.back().steps >= period.steps()) {
    problems.add({place, "observations.tables",
                  fmt::format("nothing is left to project: the last count is compared with the "
                              "people of {}, the last day of the period",
                              last),
                  "--set period.days=... lengthens it"},
                 InputKind::data);
  }
}

}  // namespace

PlanCounts read_people_counts(const AssimilationFile& file, io::InputFiles& files,
                              const Scenario& scenario, const CountedSeries& counted,
                              std::optional<Date> known_by, Problems& problems) {
  if (file.tables.empty()) return {};  // told already
  const std::size_t before = problems.size();
  const std::vector<ReportedCount> reported = read_tables(file, files, scenario, problems);
  std::vector<ReportedCount> known = reported;
  if (known_by) {
    const int until = scenario.period.day_of(*known_by);
    std::erase_if(known, [&](const ReportedCount& one) { return one.reported_day > until; });
  }
  const std::vector<Recount> recounts =
      read_recounts(file, files, scenario, counted, reported, known, problems);
  if (problems.size() != before) return {};
  PlanCounts found;
  for (const ReportedCount& one : known) {
    if (one.day >= scenario.period.days) {
      ++found.outside;
      continue;
    }
    const double factor = recount_factor(recounts, one.zone, one.day);
    found.counts.push_back(
        {one.zone, one.day, factor * one.persons,
         factor * one.error_persons.value_or(std::numeric_limits<double>::quiet_NaN())});
  }
  const std::vector<FilterUpdate> updates = updates_of(scenario, file.plan, found.counts);
  tally(updates, recounts, found);
  refuse_nothing_to_do(file.tables.front().named_at, updates, scenario, known_by, problems);
  return found;
}

}  // namespace ravenstein::calibration
