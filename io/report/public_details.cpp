// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "io/needs/needs_people.hpp"
#include "io/report/public_parts.hpp"
#include "models/disclosure/parts.hpp"
#include "models/disclosure/spans.hpp"

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

/// Hosts of a place at the ends of the release's rows, in one scenario.
std::vector<double> hosts_of(const ProjectionFile& file, const ReleasedPlace& place,
                             const std::vector<int>& rows) {
  const NeedsPeople people(file);
  std::vector<double> sum(rows.size());
  for (const std::string& code : place.zones) {
    const auto zone = std::ranges::find(file.zones, code, &Zone::code);
    const Series hosts = people.hosts(static_cast<ZoneIndex>(zone - file.zones.begin()));
    for (std::size_t r = 0; r < rows.size(); ++r)
      sum[r] += hosts[static_cast<std::size_t>(rows[r])];
  }
  return sum;
}

/// Residents on the first day, if they are shown beside the hosts.
double known_before(const ProjectionFile& file, const ReleasedPlace& place) {
  if (std::isnan(place.population)) return 0;
  double population = 0;
  for (const std::string& code : place.zones) {
    population += static_cast<double>(std::ranges::find(file.zones, code, &Zone::code)->population);
  }
  return std::max(0.0, population);
}

/// Shown where the change since then is none or large, and as last shown in between.
std::vector<double> hosts_shown(const PublicSource& from, std::size_t place,
                                const std::vector<int>& rows) {
  const ReleasedPlace& released = from.tables.places[from.places[place]];
  std::vector<models::PlaceHistory> histories;
  for (const ReportSource& source : from.all) {
    histories.push_back(
        {hosts_of(*source.file, released, rows), {}, known_before(*source.file, released)});
  }
  const models::Spans spans = models::cut_spans(histories, from.tables.settings.smallest());
  const std::vector<double> hosts = hosts_of(*from.source.file, released, rows);
  std::vector<double> shown(rows.size(), kNotShown);
  double last = kNotShown;
  std::size_t next = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (next < spans.last.size() && spans.last[next] == static_cast<int>(r)) {
      last = from.rounded(hosts[r]);
      ++next;
    }
    shown[r] = last;
  }
  return shown;
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

/// Rows of the record become rows of the release; only zones alone whose people are shown there.
/// Households are counted as people are.
void keep_public_values(const PublicSource& from, const std::vector<int>& last,
                        ReportService& service) {
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
        const bool may = people_shown(from, static_cast<std::size_t>(released[r]), p);
        const bool household = service.id == "slum_households";
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

/// As far from the mean, in proportion, as in truth: see ReleasedTable::total_quantile. Causes of
/// which a row is hidden are hidden.
void show_period(const PublicSource& from, const ReleasedParts& parts, ReportCauses& causes) {
  const std::size_t count = causes.names.size(), rows = from.tables.end.size();
  causes.period.assign(from.quantiles * count, kNotShown);
  const auto& members = from.source.file->ensemble.tables;
  const auto table = std::ranges::find(members, parts.name, &EnsembleTable::name);
  const bool many = from.source.file->ensemble.members > 0;
  const bool known =
      table != members.end() && table->period_total.quantile.size() == from.quantiles * count;
  if (many && !known) return;
  std::vector<double> spread(from.quantiles);
  for (std::size_t c = 0; c < count; ++c) {
    double sum = 0;
    for (std::size_t end = rows; end > 0; end = static_cast<std::size_t>(parts.since[end - 1])) {
      sum += parts.value[(end - 1) * count + c];
    }
    const double mean = many ? table->period_total.mean[c] : 0;
    for (std::size_t q = 0; q < from.quantiles; ++q) {
      const double ratio = !many      ? 1
                           : mean > 0 ? table->period_total.quantile[q * count + c] / mean
                                      : 0;
      spread[q] = ratio * sum;
    }
    if (std::isnan(sum) ||
        !models::quantiles_may_be_shown(spread, from.tables.settings.smallest())) {
      continue;
    }
    for (std::size_t q = 0; q < from.quantiles; ++q) {
      causes.period[q * count + c] = from.rounded(spread[q]);
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
  std::optional<ReportNeeds> needs =
      report_needs(file, from.source.scenario, from.zones, from.quantiles);
  if (!needs) return {};
  const std::vector<int> last = last_rows(from);
  for (ReportService& service : needs->services) {
    keep_public_values(from, last, service);
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
  needs->hosts.clear();
  for (std::size_t p = 0; p < from.places.size(); ++p) {
    const std::vector<double> hosts = hosts_shown(from, p, last);
    needs->hosts.insert(needs->hosts.end(), hosts.begin(), hosts.end());
  }
  return needs;
}

}  // namespace ravenstein::io
