// SPDX-License-Identifier: Apache-2.0
#include "io/report/comparison.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/core/problem.hpp"
#include "io/report/zone_people.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

using ZonesByCode = std::unordered_map<std::string, ZoneIndex>;

ZonesByCode by_code(const ProjectionFile& file) {
  ZonesByCode all;
  for (ZoneIndex zone = 0; zone < file.zones.size(); ++zone) all[file.zones[zone].code] = zone;
  return all;
}

/// Codes that one file has and another lacks: the first ones, in words.
std::string lacking(const ProjectionFile& has, const ZonesByCode& others) {
  constexpr std::size_t kTold = 3;
  std::vector<std::string> codes;
  std::size_t count = 0;
  for (const Zone& zone : has.zones) {
    if (others.contains(zone.code)) continue;
    if (++count <= kTold) codes.push_back(zone.code);
  }
  if (count == 0) return {};
  return fmt::format("{}{}", fmt::join(codes, ", "),
                     count > kTold ? fmt::format(" and {} more", count - kTold) : "");
}

void check_zones(const ProjectionFile& baseline, const ProjectionFile& file,
                 const std::string& baseline_name, const std::string& name, Problems& problems) {
  const std::string missing = lacking(baseline, by_code(file));
  const std::string extra = lacking(file, by_code(baseline));
  if (missing.empty() && extra.empty()) return;
  std::string what = "its zones are not those of " + baseline_name + ":";
  if (!missing.empty()) what += " lacks " + missing;
  if (!extra.empty()) what += std::string(missing.empty() ? "" : ";") + " has also " + extra;
  problems.add({{name}, "zones", what, "scenarios are compared zone by zone"}, InputKind::data);
}

std::string words(const Period& period) {
  return fmt::format("{} to {} by {}", to_string(period.start),
                     to_string(period.date_of(period.days - 1)), name_of(period.interval));
}

void check_period(const Period& baseline, const Period& period, const std::string& baseline_name,
                  const std::string& name, Problems& problems) {
  if (baseline.start == period.start && baseline.days == period.days &&
      baseline.interval == period.interval) {
    return;
  }
  problems.add(
      {{name},
       "period",
       fmt::format("is {}, that of {} is {}", words(period), baseline_name, words(baseline)),
       "run one of them again with --set period.days=... or period.start=..."},
      InputKind::data);
}

Pairing pairing_of(const ProjectionFile& baseline, const ProjectionFile& file) {
  if (baseline.ensemble.members == 0 || file.ensemble.members == 0) return Pairing::single_runs;
  if (baseline.ensemble.each.empty() || file.ensemble.each.empty()) return Pairing::no_members;
  const bool same = baseline.projection.seed == file.projection.seed &&
                    baseline.ensemble.members == file.ensemble.members;
  return same ? Pairing::paired : Pairing::other_draws;
}

Change change_of(const ZonePeople& baseline, const ZonePeople& scenario, const ZoneGroup& from,
                 const ZoneGroup& to, Pairing pairing) {
  if (pairing == Pairing::paired || pairing == Pairing::other_draws) {
    const std::vector<double> a = baseline.members_of(from), b = scenario.members_of(to);
    return pairing == Pairing::paired ? paired_change(a, b) : unpaired_change(a, b);
  }
  Change change;
  change.baseline = baseline.mean_of(from);
  change.scenario = scenario.mean_of(to);
  change.difference = change.scenario - change.baseline;
  return change;
}

/// What is read of each file, zones in the baseline's order.
class Table {
 public:
  Table(std::span<const ProjectionFile* const> files, std::span<const ZoneGroup> groups,
        std::vector<ComparedScenario>& scenarios)
      : files_(files), scenarios_(scenarios) {
    for (const ProjectionFile* file : files) {
      const ZonesByCode codes = by_code(*file);
      places_.emplace_back();
      all_.emplace_back();
      for (const ZoneGroup& group : groups) {
        ZoneGroup here;
        for (const ZoneIndex zone : group) here.push_back(codes.at(files[0]->zones[zone].code));
        all_.back().insert(all_.back().end(), here.begin(), here.end());
        places_.back().push_back(std::move(here));
      }
      places_.back().push_back(all_.back());
    }
  }

  std::vector<std::vector<Change>> changes(PeopleOf what) const {
    const std::vector<ZonePeople> people = people_of(what);
    std::vector<std::vector<Change>> all;
    for (std::size_t s = 1; s < files_.size(); ++s) {
      all.emplace_back();
      for (std::size_t z = 0; z < places_[0].size(); ++z) {
        all.back().push_back(
            change_of(people[0], people[s], places_[0][z], places_[s][z], scenarios_[s].pairing));
      }
    }
    return all;
  }

  std::vector<ScenarioRank> ranking(PeopleOf what) const {
    const std::vector<ZonePeople> people = people_of(what);
    std::vector<ScenarioRank> ranks;
    std::vector<std::vector<double>> members;
    for (std::size_t s = 0; s < files_.size(); ++s) {
      ranks.push_back({.scenario = s, .mean = people[s].mean_of(all_[s])});
      members.push_back(people[s].members_of(all_[s]));
    }
    if (std::ranges::all_of(scenarios_,
                            [](const auto& s) { return s.pairing == Pairing::paired; })) {
      const std::vector<double> least = shares_of_least(members);
      for (ScenarioRank& rank : ranks) rank.share_least = least[rank.scenario];
    }
    std::ranges::stable_sort(ranks, std::less<>(), &ScenarioRank::mean);
    return ranks;
  }

  std::vector<CapacityRisk> capacities() const {
    const std::vector<ZonePeople> peaks = people_of(PeopleOf::present_peak);
    std::vector<CapacityRisk> risks;
    for (ZoneIndex zone = 0; zone + 1 < places_[0].size(); ++zone) {
      if (places_[0][zone].size() != 1) continue;  // their peaks are on different days
      CapacityRisk risk{.zone = zone, .capacity = {}, .peak = {}, .probability = {}};
      bool limited = false;
      for (std::size_t s = 0; s < files_.size(); ++s) {
        const ZoneIndex place = places_[s][zone][0];
        const auto& capacity = files_[s]->zones[place].capacity;
        limited = limited || capacity.has_value();
        risk.capacity.push_back(capacity ? static_cast<double>(*capacity) : kNotKnown);
        risk.peak.push_back(peaks[s].mean_of(place));
        const std::vector<double> members = peaks[s].members_of(place);
        risk.probability.push_back(capacity ? share_above(members, risk.capacity.back())
                                            : kNotKnown);
      }
      if (limited) risks.push_back(std::move(risk));
    }
    return risks;
  }

 private:
  std::vector<ZonePeople> people_of(PeopleOf what) const {
    std::vector<ZonePeople> people;
    for (const ProjectionFile* file : files_) people.emplace_back(*file, what);
    return people;
  }

  std::span<const ProjectionFile* const> files_;
  const std::vector<ComparedScenario>& scenarios_;
  std::vector<std::vector<ZoneGroup>> places_;  ///< by file: the groups, then all of them
  std::vector<ZoneGroup> all_;                  ///< by file
};

}  // namespace

void check_comparable(const ProjectionFile& baseline, const ProjectionFile& file,
                      const std::string& baseline_name, const std::string& name,
                      Problems& problems) {
  check_zones(baseline, file, baseline_name, name, problems);
  check_period(baseline.projection.period, file.projection.period, baseline_name, name, problems);
}

Comparison compare_projections(std::span<const ProjectionFile* const> files,
                               std::span<const std::string> names,
                               std::span<const ZoneGroup> groups) {
  Problems problems;
  for (std::size_t f = 1; f < files.size(); ++f) {
    check_comparable(*files[0], *files[f], names[0], names[f], problems);
  }
  problems.throw_if_any();
  std::vector<ZoneGroup> alone;
  for (ZoneIndex zone = 0; zone < files.front()->zones.size() && groups.empty(); ++zone) {
    alone.push_back({zone});
  }
  if (groups.empty()) groups = alone;
  Comparison result;
  for (const ZoneGroup& group : groups) result.zones.push_back(files[0]->zones[group.front()]);
  result.period = files.front()->projection.period;
  for (std::size_t f = 0; f < files.size(); ++f) {
    result.scenarios.push_back({.name = names[f],
                                .title = files[f]->title,
                                .seed = files[f]->projection.seed,
                                .members = std::max(1, files[f]->ensemble.members),
                                .pairing = pairing_of(*files[0], *files[f])});
  }
  const Table table(files, groups, result.scenarios);
  constexpr PeopleOf kMeasured[kMeasures] = {PeopleOf::present_end, PeopleOf::arrivals_period};
  for (std::size_t m = 0; m < kMeasures; ++m) {
    result.changes[m] = table.changes(kMeasured[m]);
    result.ranking[m] = table.ranking(kMeasured[m]);
  }
  result.capacities = table.capacities();
  return result;
}

}  // namespace ravenstein::io
