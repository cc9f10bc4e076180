// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/core/problem.hpp"
#include "io/release/release_tables.hpp"
#include "io/report/comparison.hpp"
#include "io/report/public_members.hpp"
#include "io/report/too_few.hpp"

namespace ravenstein::io {
namespace {

double rounded(double persons, const models::DisclosureSettings& settings) {
  const auto base = static_cast<double>(settings.rounding);
  return std::round(persons / base) * base;
}

void round_change(const models::DisclosureSettings& settings, Change& change) {
  for (double* persons : {&change.baseline, &change.scenario}) {
    *persons = models::public_number(*persons, settings);
  }
  for (double* persons : {&change.difference, &change.chance, &change.chance_unpaired}) {
    *persons = rounded(*persons, settings);
  }
  for (double& persons : change.quantile) persons = rounded(persons, settings);
}

/// Whether the arrivals of a place in the whole period are shown.
bool shows_arrivals(const ReleaseTables& tables, std::size_t place) {
  const auto table = std::ranges::find(tables.tables, "arrivals", &ReleasedTable::name);
  return table != tables.tables.end() &&
         !std::isnan(table->value[tables.cell(tables.end.size() - 1, place)]);
}

/// The zones of each place.
std::vector<ZoneGroup> groups_of(const ProjectionFile& file,
                                 const std::vector<ReleasedPlace>& places) {
  std::unordered_map<std::string_view, ZoneIndex> by_code;
  for (ZoneIndex zone = 0; zone < file.zones.size(); ++zone) by_code[file.zones[zone].code] = zone;
  std::vector<ZoneGroup> groups;
  for (const ReleasedPlace& place : places) {
    groups.emplace_back();
    for (const std::string& code : place.zones) groups.back().push_back(by_code.at(code));
  }
  return groups;
}

/// Arrivals that are not shown; nor are those of all zones then, from which they could be worked
/// out.
void hide_arrivals(const ReleaseTables& tables, Comparison& comparison) {
  constexpr auto kArrivals = static_cast<std::size_t>(Measure::arrivals_period);
  bool all = true;
  for (std::vector<Change>& changes : comparison.changes[kArrivals]) {
    for (std::size_t p = 0; p + 1 < changes.size(); ++p) {
      if (shows_arrivals(tables, p)) continue;
      changes[p] = {};
      all = false;
    }
    if (!all) changes.back() = {};
  }
  if (all) return;
  for (ScenarioRank& rank : comparison.ranking[kArrivals]) {
    rank.mean = rank.share_least = kNotKnown;
  }
}

void clear_members(Change& change) {
  change.quantile.clear();
  change.chance = change.chance_unpaired = change.share_more = kNotKnown;
}

/// What members say of a place, where quantiles of either file are not shown; and of all zones, if
/// such places are one only or few people together, for the others may not vary.
void hide_members(std::span<const ProjectionFile* const> files,
                  const std::vector<ZoneGroup>& places, const models::DisclosureSettings& settings,
                  Comparison& comparison) {
  constexpr PeopleOf kMeasured[kMeasures] = {PeopleOf::present_end, PeopleOf::arrivals_period};
  for (std::size_t m = 0; m < kMeasures; ++m) {
    std::vector<PublicMembers> members;
    for (const ProjectionFile* file : files) members.emplace_back(*file, kMeasured[m], settings);
    const auto may_be_shown = [&](std::size_t s, const ZoneGroup& zones) {
      return members[0].may_be_shown(zones) && members[s].may_be_shown(zones);
    };
    for (std::size_t s = 1; s < files.size(); ++s) {
      std::vector<Change>& changes = comparison.changes[m][s - 1];
      ZoneGroup hidden, all;
      std::size_t cleared = 0;
      for (std::size_t p = 0; p < places.size(); ++p) {
        all.insert(all.end(), places[p].begin(), places[p].end());
        if (may_be_shown(s, places[p])) continue;
        clear_members(changes[p]);
        hidden.insert(hidden.end(), places[p].begin(), places[p].end());
        ++cleared;
      }
      const bool tells = cleared == 1 || (cleared > 1 && !may_be_shown(s, hidden));
      if (!tells && may_be_shown(s, all)) continue;
      clear_members(changes.back());
      for (ScenarioRank& rank : comparison.ranking[m]) rank.share_least = kNotKnown;
    }
  }
}

void hide_capacities(std::span<const ProjectionFile* const> files, std::size_t shown,
                     const std::vector<ZoneGroup>& places,
                     const models::DisclosureSettings& settings, Comparison& comparison) {
  std::vector<PublicExceedance> exceedance;
  for (const ProjectionFile* file : files) exceedance.emplace_back(*file, settings);
  for (CapacityRisk& risk : comparison.capacities) {
    const ZoneIndex zone = places[risk.zone].front();
    const bool may = std::ranges::all_of(
        exceedance, [&](const PublicExceedance& file) { return file.may_be_shown(zone); });
    for (std::size_t f = 0; f < shown; ++f) {
      risk.peak[f] = kNotKnown;
      if (!may) risk.probability[f] = kNotKnown;
      risk.capacity[f] = public_capacity(files[f]->zones[zone], settings);
    }
  }
}

}  // namespace

Comparison public_comparison(std::span<const ProjectionFile* const> all,
                             std::span<const std::string> names,
                             const models::DisclosureSettings& settings, std::size_t shown) {
  const std::span<const ProjectionFile* const> files = all.first(shown == 0 ? all.size() : shown);
  Problems problems;
  for (std::size_t f = 1; f < all.size(); ++f) {
    check_comparable(*all[0], *all[f], names[0], names[f], problems);
    if (problems.empty() &&
        !std::ranges::equal(all[0]->zones, all[f]->zones, {}, &Zone::code, &Zone::code)) {
      problems.add({{names[f]},
                    "zones",
                    "stand in another order than the baseline's",
                    "--release restricted takes any order"},
                   InputKind::data);
    }
  }
  problems.throw_if_any();
  const std::vector<ReleaseTables> tables = release_of_people(all, Release::open, settings);
  const std::vector<ReleasedPlace>& places = tables.front().places;
  if (places.empty()) throw TooFewToShow(names[0]);
  const std::vector<ZoneGroup> groups = groups_of(*files[0], places);
  Comparison comparison = compare_projections(files, names.first(files.size()), groups);
  comparison.release = Release::open;
  comparison.note = tables.front().note();
  for (std::size_t p = 0; p < places.size(); ++p) {
    if (places[p].zones.size() == 1) continue;
    comparison.zones[p].code = places[p].code;
    comparison.zones[p].name = places[p].name;
  }
  hide_members(files, groups, settings, comparison);
  hide_capacities(all, files.size(), groups, settings, comparison);
  hide_arrivals(tables.front(), comparison);
  for (auto& of_measure : comparison.changes) {
    for (std::vector<Change>& changes : of_measure) {
      for (Change& change : changes) round_change(settings, change);
    }
  }
  for (auto& ranking : comparison.ranking) {
    for (ScenarioRank& rank : ranking) rank.mean = models::public_number(rank.mean, settings);
  }
  return comparison;
}

}  // namespace ravenstein::io
