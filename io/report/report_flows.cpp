// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "io/projection/statistic.hpp"
#include "io/report/report_parts.hpp"

namespace ravenstein::io {
namespace {

constexpr std::size_t kPairs = 100;         ///< shown at most
constexpr std::size_t kPairCells = 60'000;  ///< their numbers over time at most

std::string basis_of(const ProjectionFile& file) {
  return file.ensemble.members > 0 ? "first_member" : "single_run";
}

std::uint64_t key_of(ZoneIndex from, ZoneIndex to) {
  return static_cast<std::uint64_t>(from) << 32U | to;
}

/// Sums of a table over (rows, categories, zones) by category and row.
std::vector<double> sums_by_row(const CategoryTable& table, std::size_t rows, double stands_for) {
  std::vector<double> sums(table.categories * rows);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t c = 0; c < table.categories; ++c) {
      for (const double persons : table.row(static_cast<int>(row), c)) {
        sums[c * rows + row] += stands_for * persons;
      }
    }
  }
  return sums;
}

/// What a dimension of the strata says of each, found by what it is called.
std::vector<std::string> labels_of(const Strata& strata, std::string_view dimension) {
  std::vector<std::string> labels(strata.size());
  const auto found = std::ranges::find(strata.dimensions, dimension);
  if (found == strata.dimensions.end()) return labels;
  const auto place = static_cast<std::size_t>(found - strata.dimensions.begin());
  for (std::size_t s = 0; s < strata.size(); ++s) {
    if (place < strata.strata[s].labels.size()) labels[s] = strata.strata[s].labels[place];
  }
  return labels;
}

std::optional<ReportStrata> report_strata(const ProjectionFile& file, const Scenario* scenario,
                                          const ShownZones& zones) {
  const CategoryTable& table = file.projection.displaced_by_stratum;
  if (table.persons.empty()) return {};
  const std::size_t count = table.categories, columns = file.zones.size();
  const auto last = static_cast<std::size_t>(file.projection.period.steps() - 1);
  const auto stands_for = static_cast<double>(file.hasten);
  ReportStrata strata;
  strata.names = file.projection.strata;
  const bool known = scenario != nullptr && scenario->strata.size() == count;
  strata.sex = known ? labels_of(scenario->strata, "sex") : std::vector<std::string>(count);
  strata.age = known ? labels_of(scenario->strata, "age") : std::vector<std::string>(count);
  strata.disability =
      known ? labels_of(scenario->strata, "disability") : std::vector<std::string>(count);
  strata.zones.resize(zones.places.size() * count);
  strata.total.resize(count);
  const EnsembleTable* of_members = statistic(file.ensemble, "displaced_by_stratum");
  const auto middle = static_cast<std::size_t>(std::ranges::find(file.ensemble.quantiles, 0.5) -
                                               file.ensemble.quantiles.begin());
  const bool median = of_members != nullptr && middle < file.ensemble.quantiles.size();
  const std::size_t rows = last + 1;
  const std::size_t first = ((median ? middle * rows : 0) + last) * count * columns;
  const std::vector<double>& values = median ? of_members->quantile : table.persons;
  for (std::size_t s = 0; s < count; ++s) {
    double sum = 0;
    for (std::size_t z = 0; z < columns; ++z) sum += values[first + s * columns + z];
    strata.total[s] =
        stands_for *
        (median ? of_members->total.quantile[(middle * rows + last) * count + s] : sum);
    for (std::size_t z = 0; z < zones.places.size(); ++z) {
      strata.zones[z * count + s] = stands_for * values[first + s * columns + zones.places[z]];
    }
  }
  return strata;
}

}  // namespace

std::optional<ReportFlows> report_flows(const ProjectionFile& file, const ShownZones& zones) {
  if (file.projection.flows.empty()) return {};
  const auto stands_for = static_cast<double>(file.hasten);
  std::unordered_map<std::uint64_t, double> totals;
  double moves = 0;
  for (const FlowEntry& flow : file.projection.flows) {
    totals[key_of(flow.from, flow.to)] += flow.persons;
    moves += flow.persons;
  }
  ReportFlows flows{.pairs = {}, .basis = basis_of(file)};
  flows.pair_count = totals.size();
  for (const auto& [key, persons] : totals) {
    const ZoneIndex from = zones.shown[key >> 32U], to = zones.shown[key & 0xFFFFFFFFU];
    if (from == kNowhere || to == kNowhere) continue;
    flows.pairs.push_back({from, to, persons, {}});
  }
  std::ranges::sort(flows.pairs, [](const FlowPair& a, const FlowPair& b) {
    return a.total != b.total ? a.total > b.total : key_of(a.from, a.to) < key_of(b.from, b.to);
  });
  const auto rows = static_cast<std::size_t>(file.projection.period.steps());
  flows.pairs.resize(
      std::min({flows.pairs.size(), kPairs, std::max<std::size_t>(10, kPairCells / rows)}));
  std::unordered_map<std::uint64_t, FlowPair*> shown;
  double held = 0;
  for (FlowPair& pair : flows.pairs) {
    held += pair.total;
    pair.total *= stands_for;
    pair.by_row.resize(rows);
    shown[key_of(zones.places[pair.from], zones.places[pair.to])] = &pair;
  }
  flows.share_of_moves = moves > 0 ? held / moves : 1;
  for (const FlowEntry& flow : file.projection.flows) {
    const auto pair = shown.find(key_of(flow.from, flow.to));
    if (pair == shown.end()) continue;
    pair->second->by_row[static_cast<std::size_t>(flow.day)] += stands_for * flow.persons;
  }
  return flows;
}

std::optional<ReportCauses> report_causes(const ProjectionFile& file, const ShownZones& zones,
                                          std::size_t quantiles) {
  const Projection& run = file.projection;
  if (run.departures_by_cause.persons.empty()) return {};
  const auto rows = static_cast<std::size_t>(run.period.steps());
  const std::size_t count = run.causes.size(), columns = file.zones.size();
  const auto stands_for = static_cast<double>(file.hasten);
  ReportCauses causes{.names = run.causes, .departures = {}, .period = {}, .arrivals = {}};
  causes.period.assign(quantiles * count, 0.0);
  if (const EnsembleTable* table = statistic(file.ensemble, "departures_by_cause")) {
    causes.departures.resize(count * rows);
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t c = 0; c < count; ++c) {
        causes.departures[c * rows + row] = stands_for * table->total.mean[row * count + c];
      }
    }
    for (std::size_t n = 0; n < causes.period.size(); ++n) {
      causes.period[n] = stands_for * table->period_total.quantile[n];
    }
  } else {
    causes.departures = sums_by_row(run.departures_by_cause, rows, stands_for);
    for (std::size_t n = 0; n < causes.departures.size(); ++n) {
      for (std::size_t q = 0; q < quantiles; ++q) {
        causes.period[q * count + n / rows] += causes.departures[n];
      }
    }
  }
  if (run.arrivals_by_cause.persons.empty()) return causes;
  const EnsembleTable* of_members = statistic(file.ensemble, "arrivals_by_cause");
  const std::vector<double>& values =
      of_members != nullptr ? of_members->mean : run.arrivals_by_cause.persons;
  for (std::size_t c = 0; c < count; ++c) {
    for (std::size_t row = 0; row < rows; ++row) {
      for (const ZoneIndex place : zones.places) {
        causes.arrivals.push_back(stands_for * values[(row * count + c) * columns + place]);
      }
    }
  }
  return causes;
}

ReportWho report_who(const ProjectionFile& file, const Scenario* scenario,
                     const ShownZones& zones) {
  ReportWho who;
  who.strata = report_strata(file, scenario, zones);
  const CategoryTable& table = file.projection.displaced_by_home;
  if (table.persons.empty()) return who;
  who.basis = basis_of(file);
  const int last = file.projection.period.steps() - 1;
  for (std::size_t z = 0; z < zones.places.size(); ++z) {
    for (std::size_t h = 0; h < zones.places.size(); ++h) {
      const double persons = table.row(last, zones.places[h])[zones.places[z]];
      if (persons == 0) continue;
      who.homes.push_back({static_cast<ZoneIndex>(z), static_cast<ZoneIndex>(h),
                           static_cast<double>(file.hasten) * persons});
    }
  }
  return who;
}

}  // namespace ravenstein::io
