// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "io/projection/statistic.hpp"
#include "io/report/public_hosts.hpp"
#include "io/report/public_parts.hpp"
#include "models/disclosure/parts.hpp"

namespace ravenstein::io {
namespace {

const ReleasedParts* find_parts(const ReleaseTables& tables, const std::string& name) {
  const auto found = std::ranges::find(tables.parts, name, &ReleasedParts::name);
  return found == tables.parts.end() ? nullptr : &*found;
}

std::vector<std::size_t> positions(const PublicSource& from) {
  std::vector<std::size_t> of_place(from.tables.places.size(), from.places.size());
  for (std::size_t p = 0; p < from.places.size(); ++p) of_place[from.places[p]] = p;
  return of_place;
}

/// Enough for what is not counted in people, and less than would tell single ones.
double two_digits(double value) {
  if (!std::isfinite(value) || value == 0) return value;
  const double unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
  return std::round(value / unit) * unit;
}

/// Whether people present and all their quantiles are shown.
bool people_shown(const PublicSource& from, std::size_t row, std::size_t place) {
  const ReleasedTable& present = from.tables.present();
  const std::size_t cell = from.tables.cell(row, from.places[place]);
  if (!from.alone(place) || std::isnan(present.value[cell])) return false;
  if (from.source.file->ensemble.members == 0) return true;
  if (present.quantile.empty()) return false;
  for (std::size_t q = 0; q < from.tables.quantiles.size(); ++q) {
    if (std::isnan(present.quantile[q * present.value.size() + cell])) return false;
  }
  return true;
}

/// Whether what follows from the people of one row, or of all rows up to it, may be told: less what
/// newcomers need, what all need tells hosts.
bool need_shown(const PublicSource& from, const ReportService& service,
                const std::vector<bool>& hosts_told, std::size_t row, std::size_t place) {
  const bool of_newcomers = service.id == "slum_households";
  const bool of_all_rows = service.id == "wait" || service.id == "clinicians_to_hold_wait" ||
                           service.id == "slum_households";
  for (std::size_t r = of_all_rows ? 0 : row; r <= row; ++r) {
    if (!people_shown(from, r, place) || !(of_newcomers || hosts_told[r])) return false;
  }
  return true;
}

/// Households are counted as people are: their quantiles are shown all or not at all.
bool households_shown(const PublicSource& from, const Band& values, std::size_t row,
                      std::size_t place) {
  std::vector<double> quantiles;
  for (std::size_t q = 0; q < values.quantiles; ++q) quantiles.push_back(values.at(q, row, place));
  return models::quantiles_may_be_shown(quantiles, from.tables.settings.smallest());
}

/// Rows of the record become rows of the release; only zones alone whose people are shown there.
void keep_public_values(const PublicSource& from, const std::vector<int>& last,
                        const std::vector<bool>& hosts_told, ReportService& service) {
  if (service.values.zones.empty()) return;
  const Band& given = service.values;
  Band kept{given.quantiles, 0, given.zone_count, {}, {}};
  std::vector<std::size_t> rows;
  std::vector<int> released;
  for (std::size_t r = 0; r < service.rows.size(); ++r) {
    const auto row = std::ranges::find(last, service.rows[r]);
    if (row == last.end()) continue;
    rows.push_back(r);
    released.push_back(static_cast<int>(row - last.begin()));
  }
  kept.rows = rows.size();
  for (std::size_t q = 0; q < kept.quantiles; ++q) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t p = 0; p < kept.zone_count; ++p) {
        const double value = given.at(q, rows[r], p);
        const bool household = service.id == "slum_households";
        const auto row = static_cast<std::size_t>(released[r]);
        const bool may = need_shown(from, service, hosts_told, row, p) &&
                         (!household || households_shown(from, given, rows[r], p));
        kept.zones.push_back(!may ? kNotShown : two_digits(household ? from.shown(value) : value));
      }
    }
  }
  service.values = std::move(kept);
  service.rows = std::move(released);
}

}  // namespace

std::optional<ReportFlows> public_flows(const PublicSource& from) {
  if (from.tables.flows.empty()) return {};
  constexpr std::size_t kPairs = 100;
  const std::vector<std::size_t> position = positions(from);
  ReportFlows flows{
      .pairs = {}, .basis = from.source.file->ensemble.members > 0 ? "first_member" : "single_run"};
  flows.share_of_moves = kNotKnown;
  for (const ReleasedFlow& flow : from.tables.flows) {
    const std::size_t a = position[flow.from], b = position[flow.to];
    if (a == from.places.size() || b == from.places.size()) continue;
    ++flows.pair_count;
    if (flows.pairs.size() == kPairs) continue;
    flows.pairs.push_back({static_cast<ZoneIndex>(a), static_cast<ZoneIndex>(b), flow.persons, {}});
  }
  return flows;
}

namespace {

/// Of the whole period by cause and quantile, as far from the mean, in proportion, as in truth: see
/// ReleasedTable::total_quantile. NaN where a row is hidden.
std::vector<std::vector<double>> spreads_of(const PublicSource& from, const ReleasedParts& parts,
                                            const EnsembleTable* members) {
  const std::size_t count = parts.labels.size(), rows = from.tables.end.size();
  std::vector<std::vector<double>> spreads(count, std::vector<double>(from.quantiles));
  for (std::size_t c = 0; c < count; ++c) {
    double sum = 0;
    for (std::size_t end = rows; end > 0; end = static_cast<std::size_t>(parts.since[end - 1])) {
      sum += parts.value[(end - 1) * count + c];
    }
    const double mean = members != nullptr ? members->period_total.mean[c] : 0;
    for (std::size_t q = 0; q < from.quantiles; ++q) {
      const double ratio = members == nullptr ? 1
                           : mean > 0         ? members->period_total.quantile[q * count + c] / mean
                                              : 0;
      spreads[c][q] = ratio * sum;
    }
  }
  return spreads;
}

/// Causes whose quantiles may be shown: others are hidden with those of few people, until the
/// quantiles of all arrivals do not tell them.
std::vector<bool> shown_spreads(const std::vector<std::vector<double>>& spreads,
                                const EnsembleTable* members, const EnsembleTable* arrivals,
                                double smallest) {
  std::vector<bool> shown;
  for (const auto& spread : spreads) {
    shown.push_back(!std::isnan(spread[0]) && models::quantiles_may_be_shown(spread, smallest));
  }
  if (members == nullptr || arrivals == nullptr) return shown;
  const std::size_t count = spreads.size();
  for (;;) {
    models::WholeAndParts all{arrivals->period_total.quantile, {}, {}};
    std::optional<std::size_t> least;
    for (std::size_t c = 0; c < count; ++c) {
      const bool smaller = shown[c] && (!least || spreads[c].back() < spreads[*least].back());
      if (smaller) least = c;
      std::vector<double> exact;
      for (std::size_t q = 0; q < spreads[c].size(); ++q) {
        exact.push_back(members->period_total.quantile[q * count + c]);
      }
      if (shown[c]) {
        all.show(exact);
      } else {
        all.hidden.push_back(std::move(exact));
      }
    }
    if (!least || models::whole_may_be_shown(all, smallest)) return shown;
    shown[*least] = false;
  }
}

void show_period(const PublicSource& from, const ReleasedParts& parts, ReportCauses& causes) {
  const std::size_t count = causes.names.size();
  causes.period.assign(from.quantiles * count, kNotShown);
  const bool many = from.source.file->ensemble.members > 0;
  const EnsembleTable* members = many ? statistic(from.source.file->ensemble, parts.name) : nullptr;
  const bool known =
      members != nullptr && members->period_total.quantile.size() == from.quantiles * count;
  if (many && !known) return;
  const std::vector<std::vector<double>> spreads = spreads_of(from, parts, members);
  const EnsembleTable* arrivals =
      many ? statistic(from.source.file->ensemble, "arrivals") : nullptr;
  const std::vector<bool> shown =
      shown_spreads(spreads, members, arrivals, from.tables.settings.smallest());
  for (std::size_t c = 0; c < count; ++c) {
    for (std::size_t q = 0; shown[c] && q < from.quantiles; ++q) {
      causes.period[q * count + c] = from.rounded(spreads[c][q]);
    }
  }
}

}  // namespace

/// Arrivals as they were released, and nothing else: departures by cause would tell by their
/// difference who is on the way.
std::optional<ReportCauses> public_causes(const PublicSource& from) {
  const ReleasedParts* parts = find_parts(from.tables, "arrivals_by_cause");
  if (parts == nullptr) return {};
  const std::size_t count = parts->labels.size(), rows = from.tables.end.size();
  ReportCauses causes{.names = parts->labels,
                      .departures = std::vector<double>(count * rows, kNotShown),
                      .period = {},
                      .arrivals = {},
                      .of_arrivals = true};
  for (std::size_t row = 0; row < rows; ++row) {
    if (parts->since[row] != static_cast<int>(row)) continue;  // of several rows
    for (std::size_t c = 0; c < count; ++c) {
      causes.departures[c * rows + row] = parts->value[row * count + c];
    }
  }
  show_period(from, *parts, causes);
  return causes;
}

ReportWho public_who(const PublicSource& from) {
  ReportWho who;
  const ReleasedParts* parts = find_parts(from.tables, "displaced_by_stratum");
  if (parts == nullptr) return who;
  const Scenario* scenario =
      from.source.scenario != nullptr ? &from.source.scenario->scenario : nullptr;
  ReportWho exact = report_who(*from.source.file, scenario, from.zones);
  if (!exact.strata) return who;
  ReportStrata strata = std::move(*exact.strata);
  const std::size_t count = strata.names.size(), places = from.tables.places.size();
  const std::size_t last = from.tables.end.size() - 1;
  strata.total.assign(count, 0);
  strata.zones.assign(from.places.size() * count, kNotShown);
  for (std::size_t s = 0; s < count; ++s) {
    for (std::size_t place = 0; place < places; ++place) {
      // One that is not shown leaves the sum not shown: it could be worked out.
      strata.total[s] += parts->value[(last * count + s) * places + place];
    }
    for (std::size_t p = 0; p < from.places.size(); ++p) {
      strata.zones[p * count + s] = parts->value[(last * count + s) * places + from.places[p]];
    }
  }
  who.strata = std::move(strata);
  return who;
}

std::optional<ReportNeeds> public_needs(const PublicSource& from) {
  const ProjectionFile& file = *from.source.file;
  // Sums over groups would tell those that are hidden.
  std::optional<ReportNeeds> needs =
      report_needs(file, from.source.scenario, from.zones, from.quantiles, false);
  if (!needs) return {};
  const std::vector<int> last = last_rows(from);
  PublicHosts hosts = public_hosts(from, last);
  for (ReportService& service : needs->services) {
    keep_public_values(from, last, hosts.told, service);
    for (std::size_t p = 0; p < service.available.size(); ++p) {
      std::vector<double>& amount = service.available[p];
      std::vector<double> kept;
      for (std::size_t r = 0; r < last.size() && from.alone(p) && amount.size() > 1; ++r) {
        kept.push_back(two_digits(amount[static_cast<std::size_t>(last[r])]));
      }
      if (amount.size() == 1 && from.alone(p)) kept = amount;
      amount = std::move(kept);
    }
  }
  needs->hosts = std::move(hosts.persons);
  return needs;
}

}  // namespace ravenstein::io
