// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/quantile.hpp"
#include "io/projection/statistic.hpp"
#include "io/report/report_parts.hpp"
#include "io/report/zone_people.hpp"

namespace ravenstein::io {
namespace {

Band empty_band(const ShownZones& zones, std::size_t quantiles, std::size_t rows) {
  const std::size_t shown = zones.places.size();
  return {quantiles, rows, shown, std::vector<double>(quantiles * rows),
          std::vector<double>(quantiles * rows * shown)};
}

/// Adds the table of the only run, the same at each quantile.
void add_run(const DailyTable& table, double stands_for, const ShownZones& zones, Band& band) {
  for (std::size_t row = 0; row < band.rows; ++row) {
    const std::span<const double> persons = table.row(static_cast<int>(row));
    double sum = 0;
    for (const double count : persons) sum += count;
    for (std::size_t q = 0; q < band.quantiles; ++q) {
      band.total[q * band.rows + row] += stands_for * sum;
      for (std::size_t z = 0; z < zones.places.size(); ++z) {
        band.at(q, row, z) += stands_for * persons[zones.places[z]];
      }
    }
  }
}

/// Adds a table's quantiles.
void add_members(const EnsembleTable& table, std::size_t columns, double stands_for,
                 const ShownZones& zones, Band& band) {
  for (std::size_t n = 0; n < band.total.size(); ++n) {
    band.total[n] += stands_for * table.total.quantile[n];
    for (std::size_t z = 0; z < zones.places.size(); ++z) {
      band.zones[n * band.zone_count + z] +=
          stands_for * table.quantile[n * columns + zones.places[z]];
    }
  }
}

void add_table(const ProjectionFile& file, const char* name, const DailyTable& run,
               const ShownZones& zones, Band& band) {
  const auto stands_for = static_cast<double>(file.hasten);
  if (file.ensemble.members == 0) {
    if (!run.persons.empty()) add_run(run, stands_for, zones, band);
  } else if (const EnsembleTable* table = statistic(file.ensemble, name)) {
    add_members(*table, file.zones.size(), stands_for, zones, band);
  }
}

/// Quantiles of people in all zones over time, from what each member says.
void set_totals(const ProjectionFile& file, const std::vector<double>& by_member, Band& band) {
  const auto members = static_cast<std::size_t>(file.ensemble.members);
  std::vector<double> values(members);
  for (std::size_t row = 0; row < band.rows; ++row) {
    for (std::size_t m = 0; m < members; ++m) values[m] = by_member[m * band.rows + row];
    std::sort(values.begin(), values.end());
    for (std::size_t q = 0; q < band.quantiles; ++q) {
      band.total[q * band.rows + row] =
          static_cast<double>(file.hasten) * quantile_of_sorted(values, file.ensemble.quantiles[q]);
    }
  }
}

std::size_t rows_of(const ProjectionFile& file) {
  return static_cast<std::size_t>(file.projection.period.steps());
}

}  // namespace

Band present_band(const ProjectionFile& file, const ShownZones& zones, std::size_t quantiles) {
  Band band = empty_band(zones, quantiles, rows_of(file));
  // A zone is at home or abroad, so one of the two is nothing there and quantiles may be added.
  add_table(file, "displaced", file.projection.displaced, zones, band);
  add_table(file, "refugees", file.projection.refugees, zones, band);
  if (!file.ensemble.each.empty()) set_totals(file, file.ensemble.each.present_total, band);
  return band;
}

Band arrivals_band(const ProjectionFile& file, const ShownZones& zones, std::size_t quantiles) {
  Band band = empty_band(zones, quantiles, rows_of(file));
  add_table(file, "arrivals", file.projection.arrivals, zones, band);
  return band;
}

Band departures_band(const ProjectionFile& file, const ShownZones& zones, std::size_t quantiles) {
  const bool known = file.ensemble.members > 0 ? statistic(file.ensemble, "departures") != nullptr
                                               : !file.projection.departures.persons.empty();
  if (!known) return {};
  Band band = empty_band(zones, quantiles, rows_of(file));
  add_table(file, "departures", file.projection.departures, zones, band);
  return band;
}

std::vector<ZoneIndex> corrected_zones(const Scenario* scenario, const ShownZones& zones) {
  std::vector<ZoneIndex> corrected;
  if (scenario == nullptr) return corrected;
  for (const RegistrationCorrection& correction : scenario->corrections) {
    const ZoneIndex zone = zones.shown[correction.zone];
    if (zone != kNowhere && std::ranges::count(corrected, zone) == 0) corrected.push_back(zone);
  }
  return corrected;
}

Band period_band(const ProjectionFile& file, const std::string& name, const ShownZones& zones,
                 std::size_t quantiles) {
  Band band = empty_band(zones, quantiles, 1);
  const auto stands_for = static_cast<double>(file.hasten);
  const Projection& run = file.projection;
  if (file.ensemble.members > 0) {
    const EnsembleTable* table = statistic(file.ensemble, name);
    if (table == nullptr) return {};
    for (std::size_t q = 0; q < quantiles; ++q) {
      band.total[q] = stands_for * table->period_total.quantile[q];
      for (std::size_t z = 0; z < zones.places.size(); ++z) {
        band.at(q, 0, z) =
            stands_for * table->period.quantile[q * file.zones.size() + zones.places[z]];
      }
    }
    return band;
  }
  const DailyTable& table = name == "arrivals" ? run.arrivals : run.departures;
  for (std::size_t n = 0; n < table.persons.size(); ++n) {
    const ZoneIndex shown = zones.shown[n % table.zones];
    for (std::size_t q = 0; q < quantiles; ++q) {
      band.total[q] += stands_for * table.persons[n];
      if (shown != kNowhere) band.at(q, 0, shown) += stands_for * table.persons[n];
    }
  }
  return band;
}

std::vector<double> exceedance(const ProjectionFile& file, const ShownZones& zones, bool at_end) {
  if (file.ensemble.each.empty()) return {};
  const ZonePeople people(file, at_end ? PeopleOf::present_end : PeopleOf::present_peak);
  std::vector<double> shares;
  for (const ZoneIndex place : zones.places) {
    const auto& capacity = file.zones[place].capacity;
    shares.push_back(capacity
                         ? share_above(people.members_of(place), static_cast<double>(*capacity))
                         : kNotKnown);
  }
  return shares;
}

std::vector<ReportCount> observed_counts(const ProjectionFile& file, const ShownZones& zones) {
  std::vector<ReportCount> counts;
  const Period& period = file.projection.period;
  for (const ObservedSeries& series : file.observations) {
    const ZoneIndex zone = zones.shown[series.zone];
    if (zone == kNowhere) continue;
    for (const ObservedEntry& entry : series.entries) {
      if (!period.contains(entry.day)) continue;
      counts.push_back({zone, to_string(period.date_of(entry.day)), entry.persons});
    }
  }
  return counts;
}

}  // namespace ravenstein::io
