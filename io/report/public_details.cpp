// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

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

/// Shown where the change since then is none or large, and as last shown in between.
std::vector<double> hosts_shown(const PublicSource& from, std::size_t place,
                                const std::vector<int>& rows) {
  const ReleasedPlace& released = from.tables.places[from.places[place]];
  std::vector<models::PlaceHistory> histories;
  for (const ReportSource& source : from.all) {
    histories.push_back({hosts_of(*source.file, released, rows), {}});
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

/// Rows of the record become rows of the release; only zones alone whose people are shown there.
void keep_public_values(const PublicSource& from, const std::vector<int>& last,
                        ReportService& service) {
  if (service.values.zones.empty()) return;
  const ReleasedTable& present = from.tables.present();
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
        const double people =
            present.value[from.tables.cell(static_cast<std::size_t>(released[r]), from.places[p])];
        const bool shown = from.alone(p) && !std::isnan(people);
        kept.zones.push_back(shown ? two_digits(given.at(q, rows[r], p)) : kNotShown);
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

/// Departures by cause in the rows of a release: rows x causes.
std::vector<std::vector<double>> departures_of(const ReportCauses& exact,
                                               const std::vector<int>& last) {
  const std::size_t count = exact.names.size(), given = exact.departures.size() / count;
  std::vector<std::vector<double>> rows;
  for (std::size_t row = 0; row < last.size(); ++row) {
    rows.emplace_back(count);
    for (int r = row == 0 ? 0 : last[row - 1] + 1; r <= last[row]; ++r) {
      for (std::size_t c = 0; c < count; ++c) {
        rows.back()[c] += exact.departures[c * given + static_cast<std::size_t>(r)];
      }
    }
  }
  return rows;
}

/// The quantiles of causes that are shown in every row.
void show_period(const PublicSource& from, const ReportCauses& exact, ReportCauses& causes) {
  const std::size_t count = exact.names.size(), rows = causes.departures.size() / count;
  causes.period.assign(from.quantiles * count, kNotShown);
  std::vector<double> spread(from.quantiles);
  for (std::size_t c = 0; c < count; ++c) {
    for (std::size_t q = 0; q < from.quantiles; ++q) spread[q] = exact.period[q * count + c];
    const bool hidden = std::ranges::any_of(std::span(causes.departures).subspan(c * rows, rows),
                                            [](double persons) { return std::isnan(persons); });
    if (hidden || !models::quantiles_may_be_shown(spread, from.tables.settings.smallest())) {
      continue;
    }
    for (std::size_t q = 0; q < from.quantiles; ++q) {
      causes.period[q * count + c] = from.rounded(spread[q]);
    }
  }
}

}  // namespace

/// Departures of all places together only: with arrivals by place and cause, a stranger could
/// subtract.
std::optional<ReportCauses> public_causes(const PublicSource& from) {
  const std::vector<int> last = last_rows(from);
  std::optional<ReportCauses> exact;
  std::vector<std::vector<std::vector<double>>> all;  // scenarios x rows x causes
  for (const ReportSource& source : from.all) {
    std::optional<ReportCauses> of_source = report_causes(*source.file, from.zones, from.quantiles);
    if (!of_source || (!all.empty() && all[0][0].size() != of_source->names.size())) return {};
    all.push_back(departures_of(*of_source, last));
    if (&source == &from.source) exact = std::move(of_source);
  }
  const std::size_t count = exact->names.size(), rows = last.size();
  ReportCauses causes{.names = exact->names, .departures = {}, .period = {}, .arrivals = {}};
  causes.departures.assign(count * rows, kNotShown);
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<std::vector<double>> parts;
    for (const auto& of_scenario : all) parts.push_back(of_scenario[row]);
    const std::vector<bool> shown = models::shown_parts(parts, from.tables.settings.smallest());
    const auto of_this = static_cast<std::size_t>(&from.source - from.all.data());
    for (std::size_t c = 0; c < count; ++c) {
      if (shown[c]) causes.departures[c * rows + row] = from.rounded(parts[of_this][c]);
    }
  }
  show_period(from, *exact, causes);
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

AttributionRecord public_attribution(AttributionRecord record, const PublicSource& from) {
  for (auto* column : {&record.moves, &record.alone, &record.without}) {
    for (double& persons : *column) {
      persons = std::copysign(from.rounded(std::abs(persons)), persons);
    }
  }
  record.zones.clear();
  record.departures.clear();
  return record;
}

}  // namespace ravenstein::io
