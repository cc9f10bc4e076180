// SPDX-License-Identifier: Apache-2.0
#include "io/import/flee_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "io/import/flee_places.hpp"
#include "io/import/flee_records.hpp"
#include "io/import/positional.hpp"
#include "io/tables/links.hpp"

namespace ravenstein::io {
namespace {

/// A file that must be there; an error, and empty, if it is not.
std::optional<PositionalTable> needed(const std::filesystem::path& path, std::string_view what,
                                      ImportReport& report) {
  auto table = read_table(path, report);
  if (!table) {
    report.wrong({path.filename().string(), 0, 0}, "", "file not found", std::string(what));
  } else if (table->unreadable) {
    return {};  // told
  }
  return table;
}

/// Files of a folder whose names begin so, in order of their names.
std::set<std::filesystem::path> files_with_prefix(const std::filesystem::path& folder,
                                                  std::string_view prefix) {
  std::set<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) && name.ends_with(".csv")) files.insert(entry.path());
  }
  return files;
}

/// Files that Flee would act on and we do not.
void tell_unused_files(const std::filesystem::path& folder, ImportReport& report) {
  static const std::pair<const char*, const char*> kUnused[] = {
      {"agents.csv", "single agents"},
      {"major_routes.csv", "routes over many locations"},
      {"location_changes.csv", "changes of location types"}};
  std::error_code error;
  for (const auto& [name, what] : kUnused) {
    if (std::filesystem::exists(folder / name, error)) {
      report.left_out({name, 0, 0}, "", fmt::format("{}: not supported by this importer", what));
    }
  }
}

void read_conflict(const FleeFolders& folders, const FleeLocations& locations, FleeCase& found,
                   ImportReport& report) {
  if (const auto table = read_table(folders.input / "conflicts.csv", report)) {
    if (table->unreadable) return;
    found.conflict = read_flee_conflict(*table, locations, found.period, report);
    return;
  }
  found.conflict = conflict_from_dates(locations, found.period);
  if (found.conflict.empty()) {
    report.wrong({"conflicts.csv", 0, 0}, "", "file not found",
                 "conflict intensity by day and location");
  } else {
    report.repaired(
        {"conflicts.csv", 0, 0}, "",
        "file not found; the column conflict_date of locations.csv is used, intensity 1");
  }
}

void read_drivers(const FleeFolders& folders, const FleeLocations& locations, FleeCase& found,
                  ImportReport& report) {
  read_conflict(folders, locations, found, report);
  if (const auto table = read_table(folders.input / "region_attributes_IPC.csv", report)) {
    if (!table->unreadable) found.food = read_flee_food(*table, locations, report);
  }
  if (const auto table = read_table(folders.input / "flood_level.csv", report)) {
    if (!table->unreadable) found.flood = read_flee_floods(*table, locations, found.period, report);
  }
}

void read_attributes(const FleeFolders& folders, const FleeLocations& locations, FleeCase& found,
                     ImportReport& report) {
  constexpr std::string_view kPrefix = "demographics_";
  for (const auto& path : files_with_prefix(folders.input, kPrefix)) {
    const std::string name = path.stem().string().substr(kPrefix.size());
    if (const auto table = read_table(path, report)) {
      AttributeTable attribute = read_flee_demographics(*table, name, locations, report);
      if (!attribute.values.empty()) found.attributes.push_back(std::move(attribute));
    }
  }
}

void tell_initial_idps(const FleeCase& found, ImportReport& report) {
  const bool any = std::any_of(found.zones.begin(), found.zones.end(), [](const Zone& zone) {
    return zone.attributes.contains("initial_idps");
  });
  if (any) {
    report.left_out({"locations.csv", 1, 0}, "initial_idps",
                    "kept as an attribute of the zones; nobody is placed by it");
  }
}

/// What our scenarios allow only if they say so.
void tell_odd_camps(FleeCase& found, ImportReport& report) {
  const std::vector<bool> reached = reachable_from_towns(found.zones, found.links);
  for (std::size_t z = 0; z < found.zones.size(); ++z) {
    if (reached[z] || !receives(found.zones[z])) continue;
    found.unreachable_camps = true;
    report.repaired({"routes.csv", 0, 0}, found.zones[z].code,
                    "no town has a way to this camp: tolerated");
  }
  if (found.settings.population.initial != PopulationPlan::Initial::observed) return;
  std::vector<ObservedSeries> corrected = found.series;
  correct(corrected, found.corrections);
  for (const ObservedSeries& series : corrected) {
    const Zone& zone = found.zones[series.zone];
    if (!zone.capacity || persons_on(series, 0) <= *zone.capacity) continue;
    found.overfull_camps = true;
    report.repaired({"locations.csv", 0, 0}, zone.code,
                    fmt::format("capacity {}, but {} people on day 0: tolerated", *zone.capacity,
                                persons_on(series, 0)));
  }
}

}  // namespace

FleeFolders find_flee_folders(const std::filesystem::path& directory) {
  static const std::pair<const char*, const char*> kNames[] = {{"input_csv", "source_data"},
                                                               {"input", "validation"}};
  std::error_code error;
  FleeFolders folders{directory, directory, directory / "simsetting.yml"};
  for (const auto& [input, validation] : kNames) {
    if (!std::filesystem::is_directory(directory / input, error)) continue;
    folders.input = directory / input;
    if (std::filesystem::is_directory(directory / validation, error)) {
      folders.validation = directory / validation;
    }
    break;
  }
  return folders;
}

ZoneIndex ZoneNames::find(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? kNowhere : found->second;
}

bool ZoneNames::add(const std::string& name, ZoneIndex zone) {
  return index_.emplace(name, zone).second;
}

std::string ZoneNames::hint(std::string_view name) const {
  std::vector<std::string> names;
  for (const auto& [known, zone] : index_) names.push_back(known);
  return did_you_mean(name, names);
}

Period read_flee_period(const PositionalTable& table, ImportReport& report) {
  Period period;
  bool has_start = false;
  const NumberReader numbers(table, report);
  for (const PositionalRow* row : table.data()) {
    const std::string key = lower_case(row->field(0));
    if (key == "startdate") {
      const std::optional<Date> date = parse_loose_date(row->field(1));
      has_start = true;
      if (date) {
        period.start = *date;
      } else {
        report.wrong(table.place(*row, 1), "StartDate",
                     fmt::format("expected YYYY-MM-DD, found \"{}\"", row->field(1)));
      }
    } else if (key == "length") {
      constexpr std::int64_t kLongest = 36525;  // a century, to tell typing errors
      const std::int64_t days = numbers.whole(*row, 1, "Length", 1);
      period.days = static_cast<int>(std::min(days, kLongest));
      if (days > kLongest) report.wrong(table.place(*row, 1), "Length", "more than 100 years");
    } else {
      report.left_out(table.place(*row, 0), row->field(0), "not StartDate or Length");
    }
  }
  if (report.ok() && (!has_start || period.days == 0)) {
    report.wrong({table.file, 0, 0}, "", "expected `StartDate,YYYY-MM-DD` and `Length,<days>`");
  }
  return period;
}

AttributeTable read_flee_demographics(const PositionalTable& table, const std::string& name,
                                      const FleeLocations& locations, ImportReport& report) {
  AttributeTable attribute;
  attribute.name = name;
  const PositionalRow* header = nullptr;
  const NumberReader numbers(table, report);
  for (const PositionalRow& row : table.rows) {
    if (row.blank()) continue;
    if (header == nullptr) {
      header = &row;
      for (std::size_t i = 2; i < row.fields.size(); ++i) {
        if (!row.field(i).empty() && locations.names.find(row.field(i)) == kNowhere) {
          report.left_out(table.place(row, i), row.field(i), "a column for what is not a location",
                          locations.names.hint(row.field(i)));
        }
      }
      continue;
    }
    if (row.comment) continue;
    AttributeTable::Value value{row.field(0), numbers.real(row, 1, "weight", 0, 0.0), {}};
    for (std::size_t i = 2; i < header->fields.size(); ++i) {
      const ZoneIndex zone = locations.names.find(header->field(i));
      if (zone != kNowhere) {
        value.weights.emplace_back(zone, numbers.real(row, i, "weight", 0, 0.0));
      }
    }
    attribute.values.push_back(std::move(value));
  }
  if (attribute.values.empty()) {
    report.left_out({table.file, 0, 0}, name, "a demographic table without values");
  }
  return attribute;
}

FleeCase read_flee_case(const std::filesystem::path& directory, ImportReport& report,
                        const std::string& preset) {
  FleeCase found;
  std::error_code error;
  if (!std::filesystem::is_directory(directory, error)) {
    report.wrong({directory.string(), 0, 0}, "", "not a directory");
    return found;
  }
  const FleeFolders folders = find_flee_folders(directory);
  if (const auto table =
          needed(folders.input / "sim_period.csv", "start and length of the period", report)) {
    found.period = read_flee_period(*table, report);
  }
  FleeLocations locations;
  if (const auto table =
          needed(folders.input / "locations.csv", "places, their types and people", report)) {
    locations = read_flee_locations(*table, report);
  }
  const auto routes = needed(folders.input / "routes.csv", "distances between places", report);
  // What follows refers to zones and days; without them it would only repeat their errors.
  if (locations.zones.empty() || found.period.days == 0) return found;
  if (routes) found.links = read_flee_routes(*routes, locations, report);
  if (const auto table = read_table(folders.input / "closures.csv", report)) {
    found.closures = read_flee_closures(*table, locations, found.links, found.period.days, report);
  } else {
    report.repaired({"closures.csv", 0, 0}, "", "file not found: nothing is ever closed");
  }
  read_drivers(folders, locations, found, report);
  found.settings = read_flee_settings(folders.settings, report);
  read_flee_observations(folders.validation, locations, found.period, found, report);
  if (const auto table = read_table(folders.input / "registration_corrections.csv", report)) {
    found.corrections =
        read_flee_corrections(*table, locations, found.period, found.series, report);
  }
  read_attributes(folders, locations, found, report);
  tell_unused_files(folders.input, report);
  found.zones = std::move(locations.zones);
  found.home_country = std::move(locations.home_country);
  tell_initial_idps(found, report);
  if (!report.ok()) return found;
  leave_out_idle(found, preset, report);
  tell_odd_camps(found, report);
  return found;
}

}  // namespace ravenstein::io
