// SPDX-License-Identifier: Apache-2.0
// The recorded result of a run: what was projected per day and zone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/city.hpp"
#include "engine/core/calendar.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

/// Persons per day (rows; or month, as recorded) and zone (columns). Whole numbers at resolutions
/// `agents` and `cohorts`.
struct DailyTable {
  std::size_t zones = 0;
  std::vector<double> persons;

  std::span<const double> row(int day) const {
    return std::span(persons).subspan(static_cast<std::size_t>(day) * zones, zones);
  }
  std::span<double> row(int day) {
    return std::span(persons).subspan(static_cast<std::size_t>(day) * zones, zones);
  }
  double at(int day, ZoneIndex zone) const {
    return persons[static_cast<std::size_t>(day) * zones + zone];
  }
};

/// People who came from `from` to `to` on a day, or in another recorded interval (they may have set
/// out earlier).
struct FlowEntry {
  std::int32_t day;  ///< row of the tables
  ZoneIndex from;
  ZoneIndex to;
  double persons;
  std::uint32_t cause = 0;  ///< of Projection::causes
};

/// Persons by row of the record, category (cause, stratum or home) and zone.
struct CategoryTable {
  std::size_t categories = 0, zones = 0;
  std::vector<double> persons;

  std::span<double> row(int row, std::size_t category) {
    return std::span(persons).subspan(
        (static_cast<std::size_t>(row) * categories + category) * zones, zones);
  }
  std::span<const double> row(int row, std::size_t category) const {
    return std::span(persons).subspan(
        (static_cast<std::size_t>(row) * categories + category) * zones, zones);
  }
};

/// A quantity of the cities at the end of each row.
struct CityTable {
  CityVariable variable;
  std::vector<double> values;  ///< rows x cities; NaN: the city was not said to have it
};

/// Persons per category, summed over rows and zones (in their order); empty for an empty table.
inline std::vector<double> total_by_category(const CategoryTable& table) {
  std::vector<double> totals(table.persons.empty() ? 0 : table.categories, 0.0);
  for (std::size_t n = 0; n < table.persons.size(); ++n) {
    totals[n / table.zones % table.categories] += table.persons[n];
  }
  return totals;
}

/// What happened in all, for the summary.
struct Totals {
  double entries = 0;        ///< people who became displaced
  double exits = 0;          ///< people who left the system
  double moves = 0;          ///< arrivals of all days
  double person_days = 0;    ///< people away from home, summed over days (Flee's agent-steps)
  double people_at_end = 0;  ///< away from home on the last day
  double births = 0, deaths = 0;
};

struct Projection {
  Period period;  ///< its interval is that of the record: one row of the tables each
  Resolution resolution = Resolution::agents;
  std::uint64_t seed = 0;
  // At the end of the day.
  DailyTable residents;
  DailyTable displaced;   ///< away from home, inside their country
  DailyTable refugees;    ///< away from home, abroad
  DailyTable on_the_way;  ///< by the zone they left last
  // During the day.
  DailyTable arrivals;
  DailyTable departures;
  DailyTable entries;  ///< newly displaced, by the zone where they first appear
  DailyTable exits;
  // Only of runs in which people can return, settle, be stranded, be born or die: else empty.
  DailyTable returnees;   ///< stock: at home again after displacement
  DailyTable integrated;  ///< stock: stayed for good in another zone
  DailyTable stranded;    ///< stock: set out, but could not get through
  DailyTable returns;     ///< flow: came home, by their home
  DailyTable births, deaths;
  // Only of runs with more than one cause, or more than one stratum.
  std::vector<std::string> causes;    ///< in the order of the categories
  CategoryTable departures_by_cause;  ///< flow: set out, by the zone they left
  CategoryTable arrivals_by_cause;    ///< flow
  std::vector<std::string> strata;
  CategoryTable displaced_by_stratum;  ///< stock: displaced and refugees
  CategoryTable displaced_by_home;     ///< stock; the category is the home; if recorded

  // Only of scenarios with cities.
  std::vector<ZoneIndex> city_zones;
  std::vector<CityTable> cities;

  std::vector<FlowEntry> flows;  ///< sorted by day, cause, from, to; empty if not recorded
  Totals totals;

  /// displaced + refugees of a zone on a day.
  double present(int day, ZoneIndex zone) const {
    return displaced.at(day, zone) + refugees.at(day, zone);
  }
};

}  // namespace ravenstein
