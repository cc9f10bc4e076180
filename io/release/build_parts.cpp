// SPDX-License-Identifier: Apache-2.0
// Flows between places, causes and strata.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "io/release/build.hpp"
#include "models/disclosure/parts.hpp"

namespace ravenstein::io {
namespace {

using models::Place;

/// Above so many places flows are looked through in too many ways to be checked in good time.
constexpr std::size_t kMostPlacesWithFlows = 400;

std::vector<std::size_t> place_of_zones(const std::vector<Place>& places, std::size_t zones) {
  std::vector<std::size_t> place(zones, places.size());
  for (std::size_t p = 0; p < places.size(); ++p) {
    for (const ZoneIndex zone : places[p].zones) place[zone] = p;
  }
  return place;
}

/// Pairs of places (from x places + to, rising) and the people who went in the whole period;
/// whoever stays inside one is left out.
using PairFlows = std::vector<std::pair<std::size_t, double>>;

PairFlows flows_of(const ProjectionFile& file, const std::vector<Place>& places) {
  const std::vector<std::size_t> place = place_of_zones(places, file.zones.size());
  std::unordered_map<std::size_t, double> sums;
  for (const FlowEntry& flow : file.projection.flows) {
    const std::size_t from = place[flow.from], to = place[flow.to];
    if (from == to || from == places.size() || to == places.size()) continue;
    sums[from * places.size() + to] += flow.persons * static_cast<double>(file.hasten);
  }
  PairFlows flows(sums.begin(), sums.end());
  std::ranges::sort(flows);
  return flows;
}

struct PartsKind {
  std::string_view name, dimension;
  CategoryTable Projection::*table;
  std::vector<std::string> Projection::*labels;
  bool stock;
};

constexpr std::size_t kPartsKinds = 2;
const PartsKind kParts[kPartsKinds] = {
    {"arrivals_by_cause", "cause", &Projection::arrivals_by_cause, &Projection::causes, false},
    {"displaced_by_stratum", "stratum", &Projection::displaced_by_stratum, &Projection::strata,
     true}};

/// The parts of one span of one place.
std::vector<double> parts_of(const std::vector<double>& persons, const Place& place,
                             std::size_t parts, std::size_t zones, std::size_t first,
                             std::size_t last) {
  std::vector<double> sum(parts);
  for (std::size_t row = first; row <= last; ++row) {
    for (std::size_t part = 0; part < parts; ++part) {
      for (const ZoneIndex zone : place.zones) {
        sum[part] += persons[(row * parts + part) * zones + zone];
      }
    }
  }
  return sum;
}

/// Whether a part changed by few people: where nobody left, these are those of it who came.
bool few_changed(const std::vector<std::vector<double>>& parts,
                 const std::vector<std::vector<double>>& later, double smallest) {
  for (std::size_t f = 0; f < parts.size(); ++f) {
    for (std::size_t part = 0; part < parts[f].size(); ++part) {
      if (!models::may_be_shown(later[f][part] - parts[f][part], smallest)) return true;
    }
  }
  return false;
}

/// Rows in which every place that shows arrivals ends a span.
std::vector<std::size_t> common_ends(const std::vector<Place>& places, std::size_t rows) {
  std::vector<std::size_t> ends;
  for (std::size_t row = 0; row < rows; ++row) {
    bool common = false;
    for (const Place& place : places) {
      if (!place.spans.arrivals) continue;
      common = std::ranges::count(place.spans.last, static_cast<int>(row)) > 0;
      if (!common) break;
    }
    if (common) ends.push_back(row);
  }
  return ends;
}

/// One number per part, of the places whose arrivals are shown: of them the whole is known.
void add_together(const std::vector<std::vector<double>>& persons, const std::vector<Place>& places,
                  std::size_t rows, std::size_t zones, std::vector<ReleaseTables>& to) {
  const std::size_t parts = to[0].parts.back().labels.size();
  for (ReleaseTables& of : to) {
    of.parts.back().together = true;
    of.parts.back().value.assign(rows * parts, kNotShown);
    of.parts.back().since.assign(rows, 0);
  }
  std::size_t first = 0;
  for (const std::size_t last : common_ends(places, rows)) {
    std::vector<std::vector<double>> sums(persons.size(), std::vector<double>(parts));
    for (std::size_t f = 0; f < persons.size(); ++f) {
      for (const Place& place : places) {
        if (!place.spans.arrivals) continue;
        const auto of_place = parts_of(persons[f], place, parts, zones, first, last);
        for (std::size_t part = 0; part < parts; ++part) sums[f][part] += of_place[part];
      }
    }
    const std::vector<bool> shown = models::shown_parts(sums, to[0].settings.smallest());
    for (std::size_t f = 0; f < to.size(); ++f) {
      to[f].parts.back().since[last] = static_cast<int>(first);
      for (std::size_t part = 0; part < parts; ++part) {
        if (shown[part]) to[f].parts.back().value[last * parts + part] = sums[f][part];
      }
    }
    first = last + 1;
  }
}

}  // namespace

void add_flows(std::span<const ProjectionFile* const> files, const ReleaseRows&,
               const std::vector<Place>& places, const std::vector<models::ZoneHistory>& histories,
               std::vector<ReleaseTables>& to) {
  const bool open = to.front().release == Release::open;
  const std::size_t count = places.size();
  std::vector<PairFlows> flows;
  const bool none = open && count > kMostPlacesWithFlows;
  for (const ProjectionFile* file : files) {
    flows.push_back(none ? PairFlows() : flows_of(*file, places));
  }
  std::vector<bool> shown;
  if (open && !none) {
    std::vector<std::vector<double>> all;
    for (const PairFlows& of_file : flows) {
      all.emplace_back(count * count);
      for (const auto& [pair, persons] : of_file) all.back()[pair] = persons;
    }
    const models::DisclosureSettings& settings = to.front().settings;
    shown = models::shown_flows(all, count, settings.smallest(),
                                models::withheld_destinations(places, histories, settings));
  }
  for (std::size_t f = 0; f < files.size(); ++f) {
    to[f].flow_note = files[f]->ensemble.members > 0 ? "of the first member" : "of the run";
    if (files[f]->projection.flows.empty()) to[f].flow_note = "not recorded";
    if (none) {
      to[f].flow_note = fmt::format("not shown for more than {} places (a higher level has fewer)",
                                    kMostPlacesWithFlows);
      continue;
    }
    for (const auto& [pair, persons] : flows[f]) {
      if (open && (!shown[pair] || persons < to[f].settings.smallest())) continue;
      to[f].flows.push_back({pair / count, pair % count, persons});
    }
    const bool hidden = !files[f]->projection.flows.empty() && to[f].flows.empty();
    if (hidden) to[f].flow_note = "none that may be shown";
    std::ranges::stable_sort(to[f].flows, std::greater<>(), &ReleasedFlow::persons);
  }
}

void add_parts(std::span<const ProjectionFile* const> files, const ReleaseRows& rows,
               const std::vector<Place>& places, std::vector<ReleaseTables>& to) {
  const bool open = to.front().release == Release::open;
  const std::size_t zones = files.front()->zones.size();
  for (const PartsKind& kind : kParts) {
    const std::vector<std::string>& labels = files.front()->projection.*kind.labels;
    const std::size_t parts = labels.size();
    const bool all = std::ranges::all_of(files, [&](const ProjectionFile* file) {
      return !(file->projection.*kind.table).persons.empty() &&
             file->projection.*kind.labels == labels;
    });
    if (!all || parts < 2) continue;
    std::vector<std::vector<double>> persons;
    for (std::size_t f = 0; f < files.size(); ++f) {
      persons.push_back(people(*files[f], rows, {{kind.name}, kind.stock}));
      to[f].parts.push_back({std::string(kind.name),
                             std::string(kind.dimension),
                             labels,
                             false,
                             std::vector<double>(rows.size() * parts * places.size(), kNotShown),
                             {}});
    }
    if (open && !kind.stock) {
      add_together(persons, places, rows.size(), zones, to);
      continue;
    }
    for (std::size_t p = 0; p < places.size(); ++p) {
      const models::Spans& spans = places[p].spans;
      if (!kind.stock && !spans.arrivals) continue;
      std::vector<std::vector<double>> later;
      for (std::size_t n = spans.last.size(); n-- > 0;) {
        const auto last = static_cast<std::size_t>(spans.last[n]);
        const auto first = static_cast<std::size_t>(models::first_row(spans, n));
        std::vector<std::vector<double>> sums;
        for (const auto& of_file : persons) {
          sums.push_back(
              parts_of(of_file, places[p], parts, zones, kind.stock ? last : first, last));
        }
        if (open && !later.empty() && few_changed(sums, later, to[0].settings.smallest())) continue;
        const std::vector<bool> shown = open ? models::shown_parts(sums, to[0].settings.smallest())
                                             : std::vector<bool>(parts, true);
        later = sums;
        for (std::size_t f = 0; f < files.size(); ++f) {
          for (std::size_t part = 0; part < parts; ++part) {
            if (!shown[part]) continue;
            to[f].parts.back().value[(last * parts + part) * places.size() + p] = sums[f][part];
          }
        }
      }
    }
  }
}

}  // namespace ravenstein::io
