// SPDX-License-Identifier: Apache-2.0
#include "io/release/release_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <tuple>

#include "io/projection/format.hpp"
#include "io/release/build.hpp"
#include "io/release/history.hpp"

namespace ravenstein::io {
namespace {

using models::Place;
using models::ZoneHistory;

constexpr std::string_view kPresent =
    "people away from home (displaced and refugees), present at "
    "the end of the row";

/// People who are there when the projection begins: those of the first row who did not arrive in
/// it.
std::vector<double> present_before(const ProjectionFile& file) {
  const Period& period = file.projection.period;
  const ReleaseRows first{{0}, false};
  std::vector<double> before = people(file, first, {{"displaced", "refugees"}, true});
  const std::vector<double> came = people(file, first, {{"arrivals"}, false});
  if (period.steps() < 1 || came.size() != before.size()) return {};
  for (std::size_t z = 0; z < before.size(); ++z) before[z] = std::max(0.0, before[z] - came[z]);
  return before;
}

std::vector<ZoneHistory> histories(std::span<const ProjectionFile* const> files,
                                   const ReleaseRows& rows) {
  std::vector<ZoneHistory> all;
  for (const ProjectionFile* file : files) {
    all.push_back({file->zones.size(), people(*file, rows, {{"displaced", "refugees"}, true}),
                   people(*file, rows, {{"arrivals"}, false}), present_before(*file)});
  }
  return all;
}

/// Every zone by itself, every row by itself.
std::vector<Place> all_zones(const ProjectionFile& file, const ReleaseRows& rows) {
  std::vector<Place> places(file.zones.size());
  for (ZoneIndex zone = 0; zone < places.size(); ++zone) {
    places[zone].zones = {zone};
    places[zone].spans.arrivals = true;
    places[zone].spans.last.resize(rows.size());
    std::iota(places[zone].spans.last.begin(), places[zone].spans.last.end(), 0);
  }
  return places;
}

/// The middle of the zones whose position is known.
void locate(const ProjectionFile& file, const Place& place, ReleasedPlace& released) {
  double latitude = 0, longitude = 0;
  int known = 0;
  for (const ZoneIndex z : place.zones) {
    const Zone& zone = file.zones[z];
    if (!std::isfinite(zone.latitude_deg) || !std::isfinite(zone.longitude_deg)) continue;
    latitude += zone.latitude_deg;
    longitude += zone.longitude_deg;
    ++known;
  }
  if (known == 0) return;
  released.latitude_deg = latitude / known;
  released.longitude_deg = longitude / known;
}

double capacity_of(const Zone& zone, const ReleaseTables& to) {
  if (to.release == Release::open) return public_capacity(zone, to.settings);
  return zone.capacity ? static_cast<double>(*zone.capacity) : kNotShown;
}

ReleasedPlace describe(const ProjectionFile& file, const Place& place, std::size_t number,
                       const ReleaseTables& to) {
  ReleasedPlace released;
  const Zone& first = file.zones[place.zones.front()];
  const bool alone = place.zones.size() == 1;
  released.code = alone ? first.code : fmt::format("together-{}", number + 1);
  const std::string& area = !place.region.empty() ? place.region : place.country;
  released.name = alone ? first.name
                        : fmt::format("{} zones together{}{}", place.zones.size(),
                                      area.empty() ? "" : ": ", area);
  released.country = place.country;
  released.region = place.region;
  locate(file, place, released);
  double population = 0, capacity = 0;
  for (const ZoneIndex z : place.zones) {
    released.zones.push_back(file.zones[z].code);
    population += static_cast<double>(file.zones[z].population);
    capacity += capacity_of(file.zones[z], to);
  }
  released.capacity = capacity;
  released.population = population;
  if (to.release == Release::open) {
    const double smallest = to.settings.smallest();
    released.population = models::may_be_shown(population, smallest)
                              ? models::public_number(population, to.settings)
                              : kNotShown;
  }
  return released;
}

void describe_rows(const Period& period, const ReleaseRows& rows, ReleaseTables& to) {
  to.interval = rows.months ? name_of(Interval::month) : name_of(period.interval);
  to.start = to_string(period.start);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    to.first_day.push_back(period.first_day(rows.first(row)));
    to.last_day.push_back(period.first_day(rows.last[row] + 1) - 1);
    to.begin.push_back(to_string(period.date_of(to.first_day.back())));
    to.end.push_back(to_string(period.date_of(to.last_day.back())));
  }
}

ReleaseTables describe_file(const ProjectionFile& file, Release release,
                            const models::DisclosureSettings& settings) {
  ReleaseTables to;
  to.release = release;
  to.settings = settings;
  to.title = file.title;
  to.model = file.behaviour + (file.preset.empty() ? "" : " (" + file.preset + ")");
  to.resolution = format::kResolutions.at(static_cast<std::size_t>(file.projection.resolution));
  to.engine_version = file.provenance.engine_version;
  // Of a text that holds the seed: seeds could be tried until it agrees.
  if (release == Release::restricted) to.scenario_sha256 = file.provenance.scenario_sha256;
  to.home_country = file.home_country;
  to.sources = file.sources;
  to.remarks = file.remarks;
  to.members = file.ensemble.members;
  to.quantiles = file.ensemble.quantiles;
  return to;
}

void require_alike(std::span<const ProjectionFile* const> files) {
  for (const ProjectionFile* file : files) {
    const Period &a = files.front()->projection.period, &b = file->projection.period;
    const bool same =
        a.start == b.start && a.days == b.days && a.interval == b.interval &&
        std::ranges::equal(files.front()->zones, file->zones, {}, &Zone::code, &Zone::code);
    if (!same) throw std::invalid_argument("projections of other zones or another period");
  }
}

}  // namespace

double public_capacity(const Zone& zone, const models::DisclosureSettings& settings) {
  if (!zone.capacity) return kNotShown;
  const auto capacity = static_cast<double>(*zone.capacity);
  if (zone.capacity_provenance != CapacityProvenance::observed_maximum) return capacity;
  return models::may_be_shown(capacity, settings.smallest())
             ? models::public_number(capacity, settings)
             : kNotShown;
}

std::string ReleaseTables::note() const {
  if (release == Release::restricted) return kRestrictedStamp;
  return fmt::format(
      "Simulated people. Numbers of 1 to {:g} people are not shown, nor what they could be worked "
      "out from: empty cells are not zeros. Numbers are rounded to {}. Not shown by place and {}: "
      "{:.0f} % of the cells with people, {:.0f} % of the people; they are in the totals.",
      settings.smallest() - 1, settings.rounding, interval, 100 * cells_not_shown,
      100 * people_not_shown);
}

namespace {

/// What is asked for.
struct Asked {
  Release release;
  const models::DisclosureSettings& settings;
  const models::Standards* standards;  ///< null: no needs
  bool flows_and_parts;
};

std::vector<ReleaseTables> tables_in_order(std::span<const ProjectionFile* const> files,
                                           const Asked& asked) {
  const auto& [release, settings, standards, flows_and_parts] = asked;
  const bool open = release == Release::open;
  const ProjectionFile& first = *files.front();
  const ReleaseRows rows = release_rows(first.projection.period, open);
  const std::vector<ZoneHistory> history = histories(files, rows);
  const std::vector<Place> places =
      open ? models::public_places(first.zones, history, settings) : all_zones(first, rows);
  std::vector<ReleaseTables> all;
  for (std::size_t f = 0; f < files.size(); ++f) {
    ReleaseTables to = describe_file(*files[f], release, settings);
    describe_rows(first.projection.period, rows, to);
    for (std::size_t p = 0; p < places.size(); ++p) {
      to.places.push_back(describe(*files[f], places[p], p, to));
    }
    const ReleaseSource from{*files[f], rows, places};
    add_table(from, {"present", std::string(kPresent), {"displaced", "refugees"}, true}, to);
    add_table(from, {"arrivals", "people who arrived during the row", {"arrivals"}, false}, to);
    if (!open) {
      add_table(from, {"departures", "people who left during the row", {"departures"}, false}, to);
    }
    if (standards != nullptr) add_needs(from, *standards, to);
    all.push_back(std::move(to));
  }
  if (flows_and_parts) add_flows(files, rows, places, history, all);
  if (flows_and_parts) add_parts(files, rows, places, all);
  if (open) {
    for (ReleaseTables& to : all) round_tables(to);
  }
  for (ReleaseTables& to : all) tell_share_not_shown(to);
  return all;
}

std::vector<std::vector<double>> means_of(const ProjectionFile& file) {
  std::vector<std::vector<double>> means;
  for (const EnsembleTable& table : file.ensemble.tables) means.push_back(table.mean);
  return means;
}

/// An order that depends on the projections alone, and not on how they are named.
bool comes_first(const ProjectionFile& a, const ProjectionFile& b) {
  const auto tables = [](const Projection& run) {
    return std::tie(run.displaced.persons, run.refugees.persons, run.arrivals.persons,
                    run.residents.persons, run.arrivals_by_cause.persons,
                    run.displaced_by_stratum.persons);
  };
  const Projection &of_a = a.projection, &of_b = b.projection;
  if (tables(of_a) != tables(of_b)) return tables(of_a) < tables(of_b);
  const auto key = [](const FlowEntry& flow) {
    return std::tuple(flow.day, flow.from, flow.to, flow.persons);
  };
  if (!std::ranges::equal(of_a.flows, of_b.flows, {}, key, key)) {
    return std::ranges::lexicographical_compare(of_a.flows, of_b.flows, {}, key, key);
  }
  // Ensembles may share their first member.
  const std::vector<std::vector<double>> means_of_a = means_of(a), means_of_b = means_of(b);
  if (means_of_a != means_of_b) return means_of_a < means_of_b;
  return std::tie(a.ensemble.members, a.provenance.seed) <
         std::tie(b.ensemble.members, b.provenance.seed);
}

/// In an order of their own: whichever is named first, the same numbers are hidden.
std::vector<ReleaseTables> tables_in_any_order(std::span<const ProjectionFile* const> files,
                                               const Asked& asked) {
  require_alike(files);
  std::vector<std::size_t> order(files.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return comes_first(*files[a], *files[b]); });
  std::vector<const ProjectionFile*> sorted;
  for (const std::size_t f : order) sorted.push_back(files[f]);
  std::vector<ReleaseTables> in_order = tables_in_order(sorted, asked);
  std::vector<ReleaseTables> all(files.size());
  for (std::size_t n = 0; n < order.size(); ++n) all[order[n]] = std::move(in_order[n]);
  return all;
}

}  // namespace

std::vector<ReleaseTables> release_tables(std::span<const ProjectionFile* const> files,
                                          Release release,
                                          const models::DisclosureSettings& settings,
                                          const models::Standards* standards) {
  return tables_in_any_order(files, {release, settings, standards, true});
}

std::vector<ReleaseTables> release_of_people(std::span<const ProjectionFile* const> files,
                                             Release release,
                                             const models::DisclosureSettings& settings) {
  return tables_in_any_order(files, {release, settings, nullptr, false});
}

}  // namespace ravenstein::io
