// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "io/report/public_members.hpp"
#include "io/report/public_parts.hpp"
#include "io/report/zone_people.hpp"
#include "models/disclosure/parts.hpp"

namespace ravenstein::io {
namespace {

const ReleasedTable* find_table(const ReleaseTables& tables, const std::string& name) {
  const auto found = std::ranges::find(tables.tables, name, &ReleasedTable::name);
  return found == tables.tables.end() ? nullptr : &*found;
}

Band hidden_band(const PublicSource& from, std::size_t rows) {
  const std::size_t shown = from.places.size();
  return {from.quantiles, rows, shown, std::vector<double>(from.quantiles * rows, kNotShown),
          std::vector<double>(from.quantiles * rows * shown, kNotShown)};
}

/// Sum of the spans that are shown; NaN if one is not.
double sum_of_spans(const ReleaseTables& tables, const ReleasedTable& table, std::size_t place) {
  double sum = 0;
  int row = static_cast<int>(tables.end.size()) - 1;
  while (row >= 0) {
    const std::size_t cell = tables.cell(static_cast<std::size_t>(row), place);
    sum += table.value[cell];
    row = std::isnan(table.value[cell]) ? -1 : table.since[cell] - 1;
  }
  return sum;
}

/// Arrivals of the whole period of every zone; empty if an ensemble does not have them.
Band arrivals_of_zones(const PublicSource& from) {
  ShownZones all;
  all.places.resize(from.source.file->zones.size());
  std::iota(all.places.begin(), all.places.end(), ZoneIndex{0});
  all.shown = all.places;
  return period_band(*from.source.file, "arrivals", all, from.quantiles);
}

/// Whether the quantiles of all arrivals tell nothing of places whose own are hidden. Several zones
/// together have at least the quantiles of each of them.
bool fan_may_be_shown(const PublicSource& from, const ReleasedTable& table, const Band& exact) {
  const double smallest = from.tables.settings.smallest();
  const std::vector<Zone>& zones = from.source.file->zones;
  std::unordered_map<std::string_view, std::size_t> by_code;
  for (std::size_t z = 0; z < zones.size(); ++z) by_code[zones[z].code] = z;
  models::WholeAndParts all{exact.total, {}, {}};
  bool safe = false;  // if it is the only one
  for (std::size_t p = 0; p < from.tables.places.size(); ++p) {
    const std::vector<std::string>& codes = from.tables.places[p].zones;
    const bool whole = !std::isnan(sum_of_spans(from.tables, table, p));
    std::vector<double> least(from.quantiles);
    for (const std::string& code : codes) {
      for (std::size_t q = 0; q < from.quantiles; ++q) {
        least[q] = std::max(least[q], exact.at(q, 0, by_code.at(code)));
      }
    }
    if (whole && codes.size() == 1 && models::quantiles_may_be_shown(least, smallest)) {
      all.show(least);
      continue;
    }
    safe = whole && codes.size() > 1 && std::ranges::min(least) >= smallest;
    all.hidden.push_back(std::move(least));
  }
  return (safe && all.hidden.size() == 1) || models::whole_may_be_shown(all, smallest);
}

}  // namespace

double PublicSource::rounded(double persons) const {
  return models::public_number(persons, tables.settings);
}

double PublicSource::shown(double persons) const {
  return models::may_be_shown(persons, tables.settings.smallest()) ? rounded(persons) : kNotShown;
}

std::vector<int> last_rows(const PublicSource& from) {
  std::vector<int> rows;
  for (const int day : from.tables.last_day) {
    rows.push_back(from.source.file->projection.period.step_of(day));
  }
  return rows;
}

Band public_band(const PublicSource& from, const std::string& name) {
  const ReleaseTables& tables = from.tables;
  const std::size_t rows = tables.end.size(), cells = rows * tables.places.size();
  Band band = hidden_band(from, rows);
  const ReleasedTable* table = find_table(tables, name);
  if (table == nullptr) return band;
  const bool many = from.source.file->ensemble.members > 0;
  for (std::size_t q = 0; q < from.quantiles; ++q) {
    for (std::size_t row = 0; row < rows; ++row) {
      if (!many) {
        band.total[q * rows + row] = table->total[row];
      } else if (!table->total_quantile.empty()) {
        band.total[q * rows + row] = table->total_quantile[q * rows + row];
      }
      for (std::size_t p = 0; p < from.places.size(); ++p) {
        const std::size_t cell = tables.cell(row, from.places[p]);
        const bool whole = table->stock || table->since[cell] == static_cast<int>(row);
        if (!whole) continue;  // of several rows
        if (!many) band.at(q, row, p) = table->value[cell];
        if (many && !table->quantile.empty()) {
          band.at(q, row, p) = table->quantile[q * cells + cell];
        }
      }
    }
  }
  return band;
}

Band public_arrivals_period(const PublicSource& from) {
  Band band = hidden_band(from, 1);
  const ReleasedTable* table = find_table(from.tables, "arrivals");
  if (table == nullptr) return band;
  const Band exact = arrivals_of_zones(from);
  if (exact.total.empty()) return band;
  const bool many = from.source.file->ensemble.members > 0;
  std::vector<double> of_place(from.quantiles);
  for (std::size_t p = 0; p < from.places.size(); ++p) {
    const double sum = sum_of_spans(from.tables, *table, from.places[p]);
    if (std::isnan(sum)) continue;
    for (std::size_t q = 0; q < from.quantiles; ++q) {
      of_place[q] = !many ? sum : from.alone(p) ? exact.at(q, 0, from.zones.places[p]) : kNotShown;
    }
    const bool may = !std::isnan(of_place[0]) &&
                     models::quantiles_may_be_shown(of_place, from.tables.settings.smallest());
    for (std::size_t q = 0; may && q < from.quantiles; ++q) {
      band.at(q, 0, p) = from.rounded(of_place[q]);
    }
  }
  if (many && !fan_may_be_shown(from, *table, exact)) return band;
  // As far from the mean, in proportion, as in truth: see ReleasedTable::total_quantile.
  double total = 0;
  for (const double arrivals : table->total) total += arrivals;
  const ZonePeople people(*from.source.file, PeopleOf::arrivals_period);
  std::vector<ZoneIndex> zones(from.source.file->zones.size());
  std::iota(zones.begin(), zones.end(), ZoneIndex{0});
  const double mean = people.mean_of(zones);
  for (std::size_t q = 0; q < from.quantiles; ++q) {
    const double ratio = many && mean > 0 ? exact.total[q] / mean : 1;
    band.total[q] = from.rounded(ratio * total);
  }
  return band;
}

std::vector<double> public_exceedance(const PublicSource& from, bool at_end) {
  std::vector<double> shares = exceedance(*from.source.file, from.zones, at_end);
  if (shares.empty()) return shares;
  std::vector<PublicExceedance> files;
  for (const ReportSource& one : from.all) files.emplace_back(*one.file, from.tables.settings);
  for (std::size_t p = 0; p < shares.size(); ++p) {
    const bool may = std::isfinite(shares[p]) && from.alone(p) &&
                     std::ranges::all_of(files, [&](const PublicExceedance& file) {
                       return file.may_be_shown(from.zones.places[p]);
                     });
    if (!may) shares[p] = kNotShown;
  }
  return shares;
}

namespace {

/// Rows (first and last date) in which somebody's place is not shown, where the counts of a day may
/// be all who are present: their total less those who are shown would be who is hidden, known to as
/// many values as two numbers are rounded to.
std::vector<std::size_t> rows_told_by_counts(const PublicSource& from) {
  const ScenarioFile* scenario = from.source.scenario;
  const bool by_hazard = scenario != nullptr && scenario->scenario.population.departures ==
                                                    PopulationPlan::Departures::hazard;
  const models::DisclosureSettings& settings = from.tables.settings;
  std::vector<std::size_t> rows;
  if (by_hazard || 2 * static_cast<double>(settings.rounding) >= settings.smallest()) return rows;
  const ReleasedTable& present = from.tables.present();
  for (std::size_t row = 0; row < from.tables.end.size(); ++row) {
    bool all = true;
    for (std::size_t p = 0; p < from.tables.places.size(); ++p) {
      all = all && !std::isnan(present.value[from.tables.cell(row, p)]);
    }
    if (!all) rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::vector<ReportCount> public_counts(const PublicSource& from) {
  std::vector<ReportCount> counts = observed_counts(*from.source.file, from.zones);
  const std::vector<std::size_t> rows = rows_told_by_counts(from);
  for (ReportCount& count : counts) {
    const bool tells = std::ranges::any_of(rows, [&](std::size_t row) {
      return count.date != from.tables.start && from.tables.begin[row] <= count.date &&
             count.date <= from.tables.end[row];
    });
    count.persons = tells ? kNotShown : from.shown(count.persons);
  }
  return counts;
}

bool every_count_is_shown(const PublicSource& from) {
  const ObservedDaily& observed = from.source.file->observed;
  const double smallest = from.tables.settings.smallest();
  return std::ranges::all_of(observed.zones,
                             [&](ZoneIndex zone) { return from.zones.shown[zone] != kNowhere; }) &&
         std::ranges::all_of(observed.persons, [&](double persons) {
           return std::isnan(persons) || models::may_be_shown(persons, smallest);
         });
}

std::vector<NoSkillSeries> public_no_skill(const PublicSource& from) {
  std::vector<NoSkillSeries> all;
  // They are shares and sums of the counts: those that are hidden could be worked out of them.
  if (!every_count_is_shown(from)) return all;
  const std::vector<int> rows = last_rows(from);
  for (const NoSkillSeries& given : from.source.no_skill) {
    NoSkillSeries series{given.name, {}, {}};
    std::vector<std::size_t> columns;
    for (std::size_t column = 0; column < given.zones.size(); ++column) {
      const ZoneIndex shown = from.zones.shown[given.zones[column]];
      if (shown == kNowhere) continue;
      series.zones.push_back(shown);
      columns.push_back(column);
    }
    for (const int row : rows) {
      for (const std::size_t column : columns) {
        const double persons =
            given.persons[static_cast<std::size_t>(row) * given.zones.size() + column];
        series.persons.push_back(from.shown(persons));
      }
    }
    all.push_back(std::move(series));
  }
  return all;
}

}  // namespace ravenstein::io
