// SPDX-License-Identifier: Apache-2.0
#include "io/report/build_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "engine/core/problem.hpp"
#include "io/report/boundaries.hpp"
#include "io/report/public_report.hpp"
#include "io/report/report_parts.hpp"
#include "io/report/zone_people.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

/// Quantiles of the report: those of its ensembles; none if all are single runs.
std::vector<double> quantiles_of(std::span<const ReportSource> sources) {
  for (const ReportSource& source : sources) {
    if (source.file->ensemble.members > 0) return source.file->ensemble.quantiles;
  }
  return {};
}

void check_quantiles(std::span<const ReportSource> sources, const std::vector<double>& quantiles,
                     Problems& problems) {
  for (const ReportSource& source : sources) {
    const EnsembleRecord& ensemble = source.file->ensemble;
    if (ensemble.members == 0 || ensemble.quantiles == quantiles) continue;
    problems.add({{source.name}, "quantile", "its quantiles are not those of the others", ""},
                 InputKind::data);
  }
}

std::optional<ZoneIndex> find_zone(const std::vector<Zone>& zones, const std::string& code) {
  const auto found = std::ranges::find(zones, code, &Zone::code);
  if (found == zones.end()) return {};
  return static_cast<ZoneIndex>(found - zones.begin());
}

void check_focus(const ProjectionFile& file, const ReportOptions& options, Problems& problems) {
  if (!options.focus || find_zone(file.zones, *options.focus)) return;
  std::vector<std::string> codes;
  for (const Zone& zone : file.zones) codes.push_back(zone.code);
  problems.add({{},
                "--zone",
                "no zone has the code " + in_quotes(*options.focus),
                did_you_mean(*options.focus, codes)});
}

/// How many people a zone has to do with, over all scenarios: who decides which zones are shown.
std::vector<double> importance(std::span<const ReportSource> sources) {
  std::vector<double> weight(sources[0].file->zones.size());
  for (const ReportSource& source : sources) {
    const ZonePeople arrivals(*source.file, PeopleOf::arrivals_period);
    const ZonePeople present(*source.file, PeopleOf::present_end);
    std::unordered_map<std::string_view, ZoneIndex> by_code;
    for (const Zone& zone : source.file->zones) {
      by_code.emplace(zone.code, static_cast<ZoneIndex>(by_code.size()));
    }
    for (std::size_t z = 0; z < weight.size(); ++z) {
      const ZoneIndex place = by_code.at(sources[0].file->zones[z].code);
      weight[z] += arrivals.mean_of(place) + present.mean_of(place);
    }
  }
  return weight;
}

/// The baseline's zones that are shown, in their order.
std::vector<ZoneIndex> chosen_zones(std::span<const ReportSource> sources,
                                    const ReportOptions& options, std::size_t quantiles) {
  const ProjectionFile& baseline = *sources[0].file;
  std::vector<ZoneIndex> zones(baseline.zones.size());
  std::iota(zones.begin(), zones.end(), ZoneIndex{0});
  const auto rows = static_cast<std::size_t>(baseline.projection.period.steps());
  const std::size_t cells_of_zone = 2 * quantiles * rows * sources.size();
  const std::size_t limit = std::max<std::size_t>(12, options.cell_limit / cells_of_zone);
  if (zones.size() <= limit) return zones;
  std::vector<double> weight = importance(sources);
  if (options.focus) {
    weight[*find_zone(baseline.zones, *options.focus)] = std::numeric_limits<double>::infinity();
  }
  std::ranges::stable_sort(zones, std::greater<>(), [&](ZoneIndex z) { return weight[z]; });
  zones.resize(limit);
  std::ranges::sort(zones);
  return zones;
}

ShownZones places_in(const ProjectionFile& file, const std::vector<Zone>& shown) {
  std::unordered_map<std::string_view, ZoneIndex> by_code;
  for (ZoneIndex zone = 0; zone < file.zones.size(); ++zone) by_code[file.zones[zone].code] = zone;
  ShownZones zones;
  zones.shown.assign(file.zones.size(), kNowhere);
  for (const Zone& zone : shown) {
    const ZoneIndex place = by_code.at(zone.code);
    zones.shown[place] = static_cast<ZoneIndex>(zones.places.size());
    zones.places.push_back(place);
  }
  return zones;
}

std::vector<NoSkillSeries> shown_no_skill(const ReportSource& source, const ShownZones& zones) {
  std::vector<NoSkillSeries> all;
  const auto rows = static_cast<std::size_t>(source.file->projection.period.steps());
  for (const NoSkillSeries& given : source.no_skill) {
    NoSkillSeries series{given.name, {}, {}};
    std::vector<std::size_t> columns;
    for (std::size_t column = 0; column < given.zones.size(); ++column) {
      const ZoneIndex shown = zones.shown[given.zones[column]];
      if (shown == kNowhere) continue;
      series.zones.push_back(shown);
      columns.push_back(column);
    }
    for (std::size_t row = 0; row < rows; ++row) {
      for (const std::size_t column : columns) {
        series.persons.push_back(given.persons[row * given.zones.size() + column]);
      }
    }
    all.push_back(std::move(series));
  }
  return all;
}

/// Last day of each row.
std::vector<std::string> dates_of(const ProjectionFile& file) {
  const Period& period = file.projection.period;
  std::vector<std::string> dates;
  for (int row = 0; row < period.steps(); ++row) {
    dates.push_back(to_string(period.date_of(period.first_day(row + 1) - 1)));
  }
  return dates;
}

ReportScenario build_scenario(const ReportSource& source, const std::vector<Zone>& shown,
                              std::size_t quantiles, Release release) {
  const ProjectionFile& file = *source.file;
  const ShownZones zones = places_in(file, shown);
  const Scenario* scenario = source.scenario != nullptr ? &source.scenario->scenario : nullptr;
  constexpr std::array<const char*, 3> kResolutions = {"flows", "agents", "cohorts"};
  ReportScenario result;
  result.name = source.name;
  result.description = file.description;
  result.model = file.behaviour + (file.preset.empty() ? "" : " " + file.preset);
  result.resolution = kResolutions.at(static_cast<std::size_t>(file.projection.resolution));
  result.members = std::max(1, file.ensemble.members);
  result.present = present_band(file, zones, quantiles);
  result.arrivals = arrivals_band(file, zones, quantiles);
  result.arrivals_period = period_band(file, "arrivals", zones, quantiles);
  result.departures = departures_band(file, zones, quantiles);
  result.departures_period = period_band(file, "departures", zones, quantiles);
  result.exceed_ever = exceedance(file, zones, false);
  result.exceed_end = exceedance(file, zones, true);
  result.observed = observed_counts(file, zones);
  result.corrected = corrected_zones(scenario, zones);
  result.no_skill = shown_no_skill(source, zones);
  result.flows = report_flows(file, zones);
  result.causes = report_causes(file, zones, quantiles);
  if (source.attribution) {
    result.attribution = report_attribution(*source.attribution);
    if (source.attribution->dates != dates_of(file)) result.attribution->over_time.clear();
  }
  result.needs = report_needs(file, source.scenario, zones, quantiles, true);
  result.who = report_who(file, scenario, zones);
  result.quality = report_quality(source, release);
  return result;
}

/// Quantiles of the differences of the zones shown; changes hold all zones, then their total.
Band change_band(const std::vector<Change>& changes, const std::vector<std::size_t>& places,
                 std::size_t quantiles) {
  Band band{quantiles, 1, places.size(), {}, {}};
  const auto at = [&](const Change& change, std::size_t q) {
    return change.quantile.empty() ? kNotKnown : change.quantile[q];
  };
  for (std::size_t q = 0; q < quantiles; ++q) {
    band.total.push_back(at(changes.back(), q));
    for (const std::size_t place : places) band.zones.push_back(at(changes[place], q));
  }
  return band;
}

/// Without quantiles of differences: the difference of the means at the median alone would be a
/// certainty that nobody has, so single runs only.
Band difference_band(const std::vector<Change>& changes, const std::vector<std::size_t>& places) {
  Band band{1, 1, places.size(), {changes.back().difference}, {}};
  for (const std::size_t place : places) band.zones.push_back(changes[place].difference);
  return band;
}

std::vector<double> shares_more(const std::vector<Change>& changes,
                                const std::vector<std::size_t>& places) {
  std::vector<double> shares;
  for (const std::size_t place : places) shares.push_back(changes[place].share_more);
  shares.push_back(changes.back().share_more);
  return shares;
}

/// 1: no difference can be told from chance, as `ravenstein compare` says it.
std::vector<double> shares_of_chance(const std::vector<Change>& changes,
                                     const std::vector<std::size_t>& places) {
  const auto share = [](const Change& change) {
    if (!(change.chance > 0)) return change.chance;  // none, or not known
    return std::min(1.0, change.chance / std::abs(change.difference));
  };
  std::vector<double> shares;
  for (const std::size_t place : places) shares.push_back(share(changes[place]));
  shares.push_back(share(changes.back()));
  return shares;
}

/// Of all sources but those that are published elsewhere.
Comparison comparison_of(std::span<const ReportSource> sources, const ReportOptions& options) {
  const std::size_t shown = sources.size() - options.published_elsewhere;
  std::vector<const ProjectionFile*> files;
  std::vector<std::string> names;
  for (const ReportSource& source : sources) {
    files.push_back(source.file);
    names.push_back(source.name);
  }
  if (options.release == Release::open) {
    return public_comparison(files, names, options.disclosure, shown);
  }
  return compare_projections(std::span(files).first(shown), std::span(names).first(shown));
}

std::vector<ReportComparison> build_comparison(const Comparison& found,
                                               const std::vector<std::size_t>& places,
                                               const std::vector<double>& quantiles) {
  const bool same_levels = std::ranges::equal(quantiles, kChangeLevels);
  std::vector<ReportComparison> all;
  for (std::size_t s = 1; s < found.scenarios.size(); ++s) {
    const Pairing pairing = found.scenarios[s].pairing;
    const std::vector<Change>& present = found.changes[0][s - 1];
    const std::vector<Change>& arrivals = found.changes[1][s - 1];
    ReportComparison one;
    one.paired = pairing == Pairing::paired;
    one.members = std::min(found.scenarios[0].members, found.scenarios[s].members);
    if (one.paired && same_levels) {
      one.present_end = change_band(present, places, quantiles.size());
      one.arrivals_period = change_band(arrivals, places, quantiles.size());
      one.more_present = shares_more(present, places);
      one.more_arrivals = shares_more(arrivals, places);
      one.chance_arrivals = shares_of_chance(arrivals, places);
    } else if (pairing == Pairing::single_runs && quantiles.empty()) {
      one.present_end = difference_band(present, places);
      one.arrivals_period = difference_band(arrivals, places);
    } else {
      return {};  // the page says that differences were not computed
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::string how_shown(std::size_t shown, std::size_t before) {
  return fmt::format(
      "{} of {} zones are shown: those with most arrivals and people present. All others are "
      "counted in the totals.",
      shown, before);
}

ReportData restricted_report(std::span<const ReportSource> sources, const ReportOptions& options,
                             const std::vector<double>& quantiles,
                             const std::vector<ZoneIndex>& places) {
  const ProjectionFile& baseline = *sources[0].file;
  const Period& period = baseline.projection.period;
  ReportData data;
  data.language = options.language;
  data.release = Release::restricted;
  data.begin = to_string(period.start);
  data.step = name_of(period.interval);
  data.dates = dates_of(baseline);
  data.quantiles = quantiles;
  for (const ZoneIndex place : places) {
    data.zones.push_back(baseline.zones[place]);
    data.zone_codes.push_back({baseline.zones[place].code});
  }
  if (places.size() < baseline.zones.size()) {
    data.zones_before = baseline.zones.size();
    data.how = how_shown(places.size(), data.zones_before);
  }
  if (options.focus) data.focus = find_zone(data.zones, *options.focus);
  for (const ReportSource& source : sources) {
    data.scenarios.push_back(build_scenario(
        source, data.zones, std::max<std::size_t>(1, quantiles.size()), Release::restricted));
  }
  return data;
}

/// By zone of the report: its place in the comparison.
std::vector<std::size_t> places_of(const Comparison& comparison, const ReportData& data) {
  std::unordered_map<std::string_view, std::size_t> by_code;
  for (const Zone& zone : comparison.zones) by_code.emplace(zone.code, by_code.size());
  std::vector<std::size_t> places;
  for (const Zone& zone : data.zones) places.push_back(by_code.at(zone.code));
  return places;
}

/// Those of the options, else the baseline's.
void add_boundaries(const ReportSource& baseline, const ReportOptions& options, ReportData& data) {
  Boundaries given{options.boundaries_name, options.boundaries};
  if (given.geojson.empty() && baseline.scenario != nullptr) given = baseline.scenario->boundaries;
  if (given.geojson.empty()) return;
  std::vector<BoundaryPlace> places;
  for (std::size_t z = 0; z < data.zones.size(); ++z) {
    places.push_back({data.zones[z].code, data.zone_codes[z]});
  }
  Problems problems;
  data.boundaries = report_boundaries(given.geojson, given.name, places, problems);
  problems.throw_if_any();
}

}  // namespace

ReportData build_report(std::span<const ReportSource> all, const ReportOptions& options) {
  const std::span<const ReportSource> sources = all.first(all.size() - options.published_elsewhere);
  const ProjectionFile& baseline = *sources[0].file;
  const std::vector<double> quantiles = quantiles_of(sources);
  Problems problems;
  check_quantiles(sources, quantiles, problems);
  check_focus(baseline, options, problems);
  for (std::size_t s = 1; s < all.size(); ++s) {
    check_comparable(baseline, *all[s].file, all[0].name, all[s].name, problems);
  }
  for (const ReportSource& source : all) {
    if (options.release == Release::restricted || !problems.empty()) break;
    if (std::ranges::equal(source.file->zones, baseline.zones, {}, &Zone::code, &Zone::code)) {
      continue;
    }
    problems.add({{source.name},
                  "zones",
                  "stand in another order than the baseline's",
                  "--release restricted takes any order"},
                 InputKind::data);
  }
  problems.throw_if_any();
  ReportData data =
      options.release == Release::open
          ? public_report(all, options, quantiles)
          : restricted_report(
                sources, options, quantiles,
                chosen_zones(sources, options, std::max<std::size_t>(1, quantiles.size())));
  add_boundaries(sources[0], options, data);
  if (sources.size() > 1) {
    const Comparison found = comparison_of(all, options);
    data.comparison = build_comparison(found, places_of(found, data), quantiles);
  }
  return data;
}

}  // namespace ravenstein::io
