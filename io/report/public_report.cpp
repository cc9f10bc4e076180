// SPDX-License-Identifier: Apache-2.0
#include "io/report/public_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "io/report/public_parts.hpp"
#include "io/report/too_few.hpp"

namespace ravenstein::io {
namespace {

/// The zone of the baseline that a place is, or one that stands for several.
Zone zone_of(const Zone& first, const ReleasedPlace& place) {
  Zone zone;
  if (place.zones.size() == 1) {
    zone = first;
  } else {
    zone.code = place.code;
    zone.name = place.name;
    zone.country = place.country;
    zone.region = place.region;
    zone.latitude_deg = place.latitude_deg;
    zone.longitude_deg = place.longitude_deg;
    zone.capacity_provenance = first.capacity_provenance;
  }
  zone.capacity.reset();
  if (std::isfinite(place.capacity)) zone.capacity = static_cast<std::int64_t>(place.capacity);
  zone.population =
      std::isfinite(place.population) ? static_cast<std::int64_t>(place.population) : -1;
  return zone;
}

/// The places with most people present, over all rows; the one that holds the focus is among them.
std::vector<std::size_t> chosen_places(const std::vector<ReleaseTables>& tables,
                                       const ReportOptions& options, std::size_t quantiles) {
  const std::size_t count = tables.front().places.size(), rows = tables.front().end.size();
  std::vector<std::size_t> places(count);
  std::iota(places.begin(), places.end(), std::size_t{0});
  const std::size_t limit =
      std::max<std::size_t>(12, options.cell_limit / (2 * quantiles * rows * tables.size()));
  if (count <= limit) return places;
  std::vector<double> weight(count);
  for (const ReleaseTables& of : tables) {
    for (std::size_t cell = 0; cell < of.present().value.size(); ++cell) {
      const double persons = of.present().value[cell];
      if (!std::isnan(persons)) weight[cell % count] += persons;
    }
  }
  for (std::size_t p = 0; p < count && options.focus; ++p) {
    if (std::ranges::count(tables[0].places[p].zones, *options.focus) > 0) weight[p] = 1e300;
  }
  std::ranges::stable_sort(places, std::greater<>(), [&](std::size_t p) { return weight[p]; });
  places.resize(limit);
  std::ranges::sort(places);
  return places;
}

ShownZones zones_of(const ProjectionFile& file, const ReleaseTables& tables,
                    const std::vector<std::size_t>& places) {
  std::unordered_map<std::string_view, ZoneIndex> by_code;
  for (ZoneIndex zone = 0; zone < file.zones.size(); ++zone) by_code[file.zones[zone].code] = zone;
  ShownZones zones;
  zones.shown.assign(file.zones.size(), kNowhere);
  for (std::size_t p = 0; p < places.size(); ++p) {
    const ReleasedPlace& place = tables.places[places[p]];
    zones.places.push_back(by_code.at(place.zones.front()));
    if (place.zones.size() == 1) zones.shown[zones.places.back()] = static_cast<ZoneIndex>(p);
  }
  return zones;
}

void leave_out_scores(ReportQuality& quality) {
  quality.skill.reset();
  quality.horizon_row.reset();
  quality.observed_share = kNotKnown;
}

ReportScenario scenario_of(const PublicSource& from) {
  const ProjectionFile& file = *from.source.file;
  ReportScenario result;
  result.name = from.source.name;
  result.description = file.description;
  result.model = from.tables.model;
  result.resolution = from.tables.resolution;
  result.members = std::max(1, file.ensemble.members);
  result.present = public_band(from, "present");
  result.arrivals = public_band(from, "arrivals");
  result.arrivals_period = public_arrivals_period(from);
  result.exceed_ever = public_exceedance(from, false);
  result.exceed_end = public_exceedance(from, true);
  result.observed = public_counts(from);
  if (from.source.scenario != nullptr) {
    result.corrected = corrected_zones(&from.source.scenario->scenario, from.zones);
  }
  result.no_skill = public_no_skill(from);
  result.flows = public_flows(from);
  result.causes = public_causes(from);
  if (from.source.attribution) result.attribution = public_attribution(from);
  result.needs = public_needs(from);
  result.who = public_who(from);
  result.quality = report_quality(from.source, Release::open);
  // Many scores of the same counts, even of two digits, are as many equations for these.
  if (!every_count_is_shown(from)) leave_out_scores(result.quality);
  if (result.quality.horizon_row) {  // of the record: to the last row that ends before it
    const std::vector<int> last = last_rows(from);
    const auto after = std::ranges::upper_bound(last, *result.quality.horizon_row);
    result.quality.horizon_row = static_cast<int>(after - last.begin()) - 1;
  }
  return result;
}

ReportDisclosure disclosure_of(const ReleaseTables& tables) {
  ReportDisclosure of;
  of.threshold = tables.settings.smallest();
  of.rounding = static_cast<double>(tables.settings.rounding);
  std::size_t zones = 0;
  for (const ReleasedPlace& place : tables.places) zones += place.zones.size();
  of.cells = zones * tables.end.size();
  of.cells_hidden = static_cast<std::size_t>(
      std::llround(tables.cells_not_shown * static_cast<double>(of.cells)));
  of.people_hidden_share = tables.people_not_shown;
  return of;
}

}  // namespace

ReportData public_report(std::span<const ReportSource> all, const ReportOptions& options,
                         const std::vector<double>& quantiles) {
  const std::span<const ReportSource> sources = all.first(all.size() - options.published_elsewhere);
  std::vector<const ProjectionFile*> files;
  for (const ReportSource& source : all) files.push_back(source.file);
  std::vector<ReleaseTables> tables =
      release_tables(files, Release::open, options.disclosure, nullptr);
  tables.resize(sources.size());
  if (tables.front().places.empty()) throw TooFewToShow(sources[0].name);
  const std::size_t count = std::max<std::size_t>(1, quantiles.size());
  const std::vector<std::size_t> places = chosen_places(tables, options, count);
  ReportData data;
  data.language = options.language;
  data.release = Release::open;
  data.begin = tables.front().start;
  data.dates = tables.front().end;
  data.step = tables.front().interval;
  data.quantiles = quantiles;
  const ShownZones first = zones_of(*files[0], tables.front(), places);
  for (const std::size_t place : places) {
    const ReleasedPlace& released = tables.front().places[place];
    const bool focus = options.focus && std::ranges::count(released.zones, *options.focus) > 0;
    if (focus) data.focus = static_cast<ZoneIndex>(data.zones.size());
    data.zones.push_back(zone_of(files[0]->zones[first.places[data.zones.size()]], released));
    data.zone_codes.push_back(released.zones);
  }
  for (std::size_t s = 0; s < sources.size(); ++s) {
    data.scenarios.push_back(scenario_of(
        {sources[s], all, tables[s], places, zones_of(*files[s], tables[s], places), count}));
  }
  data.disclosure = disclosure_of(tables.front());
  if (places.size() < tables.front().places.size()) {
    data.zones_before = files[0]->zones.size();
    data.how = fmt::format(
        "{} of {} places are shown: those with most people present. The totals count all.",
        places.size(), tables.front().places.size());
  }
  return data;
}

}  // namespace ravenstein::io
