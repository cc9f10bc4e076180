// SPDX-License-Identifier: Apache-2.0
// Tables by row and place, their totals, and needs.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/release/build.hpp"
#include "models/disclosure/parts.hpp"
#include "models/needs/needs.hpp"

namespace ravenstein::io {
namespace {

using models::Place;

double sum_of(const std::vector<double>& table, std::size_t row, std::size_t zones,
              const Place& place) {
  double sum = 0;
  for (const ZoneIndex zone : place.zones) sum += table[row * zones + zone];
  return sum;
}

/// Runs use(place, span's first row, last row).
template <class Use>
void each_span(const std::vector<Place>& places, Use use) {
  for (std::size_t p = 0; p < places.size(); ++p) {
    const models::Spans& spans = places[p].spans;
    for (std::size_t n = 0; n < spans.last.size(); ++n) {
      use(p, static_cast<std::size_t>(models::first_row(spans, n)),
          static_cast<std::size_t>(spans.last[n]));
    }
  }
}

void add_values(const ReleaseSource& from, const std::vector<double>& persons,
                const ReleaseTables& to, ReleasedTable& table) {
  const std::size_t zones = from.file.zones.size(), cells = from.rows.size() * to.places.size();
  table.value.assign(cells, kNotShown);
  table.since.assign(cells, 0);
  each_span(from.places, [&](std::size_t p, std::size_t first, std::size_t last) {
    if (!table.stock && !from.places[p].spans.arrivals) return;
    double sum = 0;
    for (std::size_t row = table.stock ? last : first; row <= last; ++row) {
      sum += sum_of(persons, row, zones, from.places[p]);
    }
    table.value[to.cell(last, p)] = sum;
    table.since[to.cell(last, p)] = static_cast<int>(table.stock ? last : first);
  });
}

/// Of few members, the outer two quantiles at either end lie between the same two members, and so
/// tell the least and the most of all: added, for they must be as many people as the quantiles.
std::vector<double> with_ends(const std::vector<double>& values, const ReleaseTables& to) {
  std::vector<double> all = values;
  const std::size_t count = values.size();
  if (count < 2 || to.members < 2) return all;
  const double last = to.members - 1;
  const auto at = [&](std::size_t q) { return to.quantiles[q] * last; };
  const auto add = [&](std::size_t a, std::size_t b, double position) {
    const double slope = (values[b] - values[a]) / (at(b) - at(a));
    // Without the noise of the last digits, which would turn nobody into somebody.
    all.push_back(std::max(0.0, std::round(1e6 * (values[a] + slope * (position - at(a)))) / 1e6));
  };
  if (at(1) <= 1) add(0, 1, 0);
  if (at(count - 2) >= last - 1) add(count - 2, count - 1, last);
  return all;
}

/// Quantiles of one zone and one row; those of sums are not the sums of quantiles.
void add_quantiles(const ReleaseSource& from, const TableKind& kind, const ReleaseTables& to,
                   ReleasedTable& table) {
  const std::size_t zones = from.file.zones.size(), cells = from.rows.size() * to.places.size();
  const std::size_t count = to.quantiles.size();
  if (count == 0) return;
  std::vector<double> all(count * cells, kNotShown);
  for (std::size_t q = 0; q < count; ++q) {
    const auto persons = people(from.file, from.rows, {kind.of, kind.stock, static_cast<int>(q)});
    if (persons.empty()) return;
    each_span(from.places, [&](std::size_t p, std::size_t first, std::size_t last) {
      const bool known = from.places[p].zones.size() == 1 && (table.stock || first == last) &&
                         !std::isnan(table.value[to.cell(last, p)]);
      if (known)
        all[q * cells + to.cell(last, p)] = persons[last * zones + from.places[p].zones[0]];
    });
  }
  std::vector<double> of_cell(count);
  for (std::size_t cell = 0; cell < cells && to.release == Release::open; ++cell) {
    for (std::size_t q = 0; q < count; ++q) of_cell[q] = all[q * cells + cell];
    if (std::isnan(of_cell[0])) continue;
    if (models::quantiles_may_be_shown(with_ends(of_cell, to), to.settings.smallest())) continue;
    for (std::size_t q = 0; q < count; ++q) all[q * cells + cell] = kNotShown;
  }
  table.quantile = std::move(all);
}

/// What is shown of a span, spread over its rows: people present change evenly from the span
/// before.
void add_total(const ReleaseSource& from, const ReleaseTables& to, ReleasedTable& table) {
  table.total.assign(from.rows.size(), 0);
  std::vector<double> before(to.places.size());
  each_span(from.places, [&](std::size_t p, std::size_t first, std::size_t last) {
    const double shown = table.value[to.cell(last, p)];
    const auto rows = static_cast<double>(last - first + 1);
    // Where arrivals are not shown, the rise of people present stands for them.
    const ReleasedTable& present = table.stock ? table : to.present();
    const double now = present.value[to.cell(last, p)];
    const double came = std::isnan(shown) ? std::max(0.0, now - before[p]) : shown;
    for (std::size_t row = first; row <= last; ++row) {
      const double share = static_cast<double>(row - first + 1) / rows;
      table.total[row] += table.stock ? before[p] + share * (now - before[p]) : came / rows;
    }
    before[p] = now;
  });
}

/// At least the quantiles of zones together: the largest of any of them. Missing: none are known.
std::vector<double> at_least(const std::vector<std::vector<double>>& quantiles, std::size_t row,
                             std::size_t zones, const Place& place) {
  std::vector<double> least(quantiles.size());
  for (std::size_t q = 0; q < quantiles.size(); ++q) {
    for (const ZoneIndex zone : place.zones) {
      if (!quantiles[q].empty()) {
        least[q] = std::max(least[q], quantiles[q][row * zones + zone]);
      }
    }
  }
  return least;
}

/// By row: whether quantiles of all places together tell nothing of those that are not shown.
/// `totals`: quantiles x rows.
std::vector<bool> fans_shown(const ReleaseSource& from, const TableKind& kind,
                             const ReleaseTables& to, const ReleasedTable& table,
                             const std::vector<std::vector<double>>& totals) {
  const std::size_t zones = from.file.zones.size(), rows = from.rows.size();
  std::vector<std::vector<double>> quantiles;
  for (std::size_t q = 0; q < to.quantiles.size(); ++q) {
    quantiles.push_back(people(from.file, from.rows, {kind.of, kind.stock, static_cast<int>(q)}));
  }
  const std::size_t cells = rows * to.places.size();
  std::vector<bool> shown(rows, true);
  std::vector<double> of_cell(to.quantiles.size());
  for (std::size_t row = 0; row < rows; ++row) {
    models::WholeAndParts all;
    for (std::size_t q = 0; q < to.quantiles.size(); ++q) all.whole.push_back(totals[q][row]);
    bool safe = false;  // if it is the only one
    for (std::size_t p = 0; p < to.places.size(); ++p) {
      const std::size_t cell = to.cell(row, p);
      if (!table.quantile.empty() && !std::isnan(table.quantile[cell])) {
        for (std::size_t q = 0; q < of_cell.size(); ++q) {
          of_cell[q] = table.quantile[q * cells + cell];
        }
        all.show(of_cell);
        continue;
      }
      all.hidden.push_back(at_least(quantiles, row, zones, from.places[p]));
      const bool whole = !std::isnan(table.value[cell]) &&
                         (table.stock || table.since[cell] == static_cast<int>(row));
      safe = whole && from.places[p].zones.size() > 1 &&
             std::ranges::min(all.hidden.back()) >= to.settings.smallest();
    }
    shown[row] =
        (safe && all.hidden.size() == 1) || models::whole_may_be_shown(all, to.settings.smallest());
  }
  return shown;
}

/// As far from the mean, in proportion, as the quantile is in truth: quantiles of the true total
/// would tell the total, and so what is not shown. None where they could tell those of places whose
/// quantiles are hidden: the other places may not vary.
void add_total_quantiles(const ReleaseSource& from, const TableKind& kind, const ReleaseTables& to,
                         ReleasedTable& table) {
  const std::size_t rows = from.rows.size();
  const auto mean = people_in_all(from.file, from.rows, {kind.of, kind.stock});
  if (mean.empty()) return;
  std::vector<std::vector<double>> totals;
  for (std::size_t q = 0; q < to.quantiles.size(); ++q) {
    totals.push_back(
        people_in_all(from.file, from.rows, {kind.of, kind.stock, static_cast<int>(q)}));
    if (totals.back().empty()) return;
  }
  const bool open = to.release == Release::open;
  const std::vector<bool> may =
      open ? fans_shown(from, kind, to, table, totals) : std::vector<bool>(rows, true);
  std::vector<double> all;
  for (const std::vector<double>& quantile : totals) {
    for (std::size_t row = 0; row < rows; ++row) {
      const double ratio = mean[row] > 0 ? quantile[row] / mean[row] : 0;
      const double shown = open ? ratio * table.total[row] : quantile[row];
      all.push_back(may[row] ? shown : kNotShown);
    }
  }
  table.total_quantile = std::move(all);
}

}  // namespace

void add_table(const ReleaseSource& from, const TableKind& kind, ReleaseTables& to) {
  const std::vector<double> persons = people(from.file, from.rows, {kind.of, kind.stock});
  if (persons.empty()) return;
  ReleasedTable table;
  table.name = kind.name;
  table.meaning = kind.meaning;
  table.stock = kind.stock;
  add_values(from, persons, to, table);
  add_quantiles(from, kind, to, table);
  add_total(from, to, table);
  add_total_quantiles(from, kind, to, table);
  to.tables.push_back(std::move(table));
}

void tell_share_not_shown(ReleaseTables& to) {
  const ReleasedTable& present = to.present();
  double people_shown = 0, people_in_all = 0;
  for (const double persons : present.total) people_in_all += persons;
  std::size_t shown = 0, cells = 0;
  for (std::size_t p = 0; p < to.places.size(); ++p) {
    const bool alone = to.places[p].zones.size() == 1;
    for (std::size_t row = 0; row < to.end.size(); ++row) {
      const double value = present.value[to.cell(row, p)];
      if (value != 0) cells += to.places[p].zones.size();
      if (!alone || std::isnan(value)) continue;
      if (value > 0) ++shown;
      people_shown += value;
    }
  }
  const auto not_shown = [](double part, double whole) {
    return whole > 0 ? std::max(0.0, std::round(100 * (1 - part / whole)) / 100) : 0;
  };
  to.cells_not_shown = not_shown(static_cast<double>(shown), static_cast<double>(cells));
  to.people_not_shown = not_shown(people_shown, people_in_all);
}

void add_needs(const ReleaseSource& from, const models::Standards& standards, ReleaseTables& to) {
  const ReleasedTable& present = to.present();
  for (std::size_t row = 0; row < from.rows.size(); ++row) {
    for (std::size_t p = 0; p < to.places.size(); ++p) {
      double persons = present.value[to.cell(row, p)];
      if (to.release == Release::open) persons = models::public_number(persons, to.settings);
      if (std::isnan(persons) || persons <= 0) continue;
      const Zone& zone = from.file.zones[from.places[p].zones.front()];
      const std::vector<double> people{persons};
      const std::vector<int> days{to.last_day[row] - to.first_day[row] + 1};
      const models::Required required =
          models::required(models::rates_of(standards, zone), people, days);
      const auto infos = models::need_infos();
      for (std::size_t need = 0; need < infos.size(); ++need) {
        to.needs.push_back({row, p, std::string(infos[need].name), std::string(infos[need].unit),
                            required[need].back()});
      }
    }
  }
  for (const models::StandardInfo& info : models::standard_infos()) {
    const models::Standard* standard = standards.find(info.name, from.file.zones.front());
    if (standard == nullptr) continue;
    to.standards.push_back(
        fmt::format("{} {:g} [{}]: {}", info.name, standard->value, info.unit, standard->source));
  }
}

void round_tables(ReleaseTables& to) {
  const auto round = [&](std::vector<double>& values) {
    for (double& value : values) value = models::public_number(value, to.settings);
  };
  for (ReleasedTable& table : to.tables) {
    round(table.value);
    round(table.quantile);
    round(table.total);
    round(table.total_quantile);
  }
  for (ReleasedParts& parts : to.parts) round(parts.value);
  for (ReleasedFlow& flow : to.flows)
    flow.persons = models::public_number(flow.persons, to.settings);
}

}  // namespace ravenstein::io
