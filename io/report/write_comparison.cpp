// SPDX-License-Identifier: Apache-2.0
#include "io/report/write_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "io/csv_field.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

Json known(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json known(const std::vector<double>& values) {
  Json all = Json::array();
  for (const double value : values) all.push_back(known(value));
  return all;
}

Json change_json(const Change& change) {
  return {
      {"baseline", known(change.baseline)},     {"scenario", known(change.scenario)},
      {"difference", known(change.difference)}, {"quantile", known(change.quantile)},
      {"chance", known(change.chance)},         {"chance_unpaired", known(change.chance_unpaired)},
      {"share_more", known(change.share_more)}};
}

Json scenarios_json(const Comparison& comparison) {
  Json all = Json::array();
  for (const ComparedScenario& scenario : comparison.scenarios) {
    all.push_back({{"name", scenario.name},
                   {"title", scenario.title},
                   {"members", scenario.members},
                   {"pairing", name_of(scenario.pairing)}});
  }
  return all;
}

Json changes_json(const Comparison& comparison, std::size_t measure) {
  Json what_ifs = Json::array();
  for (std::size_t s = 0; s + 1 < comparison.scenarios.size(); ++s) {
    const std::vector<Change>& changes = comparison.changes[measure][s];
    Json zones = Json::object();
    for (std::size_t z = 0; z < comparison.zones.size(); ++z) {
      zones[comparison.zones[z].code] = change_json(changes[z]);
    }
    what_ifs.push_back({{"scenario", comparison.scenarios[s + 1].name},
                        {"all", change_json(changes.back())},
                        {"zones", std::move(zones)}});
  }
  return what_ifs;
}

Json capacities_json(const Comparison& comparison) {
  Json all = Json::array();
  for (const CapacityRisk& risk : comparison.capacities) {
    all.push_back({{"zone", comparison.zones[risk.zone].code},
                   {"capacity", known(risk.capacity)},
                   {"peak", known(risk.peak)},
                   {"probability", known(risk.probability)}});
  }
  return all;
}

Json ranking_json(const Comparison& comparison, std::size_t measure) {
  Json ranks = Json::array();
  for (const ScenarioRank& rank : comparison.ranking[measure]) {
    ranks.push_back({{"scenario", comparison.scenarios[rank.scenario].name},
                     {"mean", known(rank.mean)},
                     {"share_least", known(rank.share_least)}});
  }
  return ranks;
}

std::string cell(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

const CapacityRisk* risk_of(const Comparison& comparison, std::size_t zone) {
  const auto found = std::ranges::find(comparison.capacities, zone, &CapacityRisk::zone);
  return found == comparison.capacities.end() ? nullptr : &*found;
}

/// As exported tables say it (io/export/columns.cpp).
std::string release_of(const Comparison& comparison) {
  return comparison.release == Release::open ? "public" : kRestrictedStamp;
}

std::string change_line(const Comparison& comparison, std::size_t measure, std::size_t what_if,
                        std::size_t zone) {
  const Change& change = comparison.changes[measure][what_if][zone];
  const ComparedScenario& scenario = comparison.scenarios[what_if + 1];
  const bool all = zone == comparison.zones.size();
  std::string line = fmt::format(
      "{},{},{},{},{},{},{}", name_of(static_cast<Measure>(measure)), csv_field(scenario.name),
      all ? std::string(kAllZones) : csv_field(comparison.zones[zone].code),
      all ? "" : csv_field(comparison.zones[zone].name), cell(change.baseline),
      cell(change.scenario), cell(change.difference));
  for (std::size_t q = 0; q < kChangeLevels.size(); ++q) {
    line += ',' + (change.quantile.empty() ? "" : cell(change.quantile[q]));
  }
  line += fmt::format(",{},{},{},{}", cell(change.chance), cell(change.chance_unpaired),
                      cell(change.share_more), name_of(scenario.pairing));
  const CapacityRisk* risk = all ? nullptr : risk_of(comparison, zone);
  line += risk == nullptr
              ? ",,,"
              : fmt::format(",{},{},{}", cell(risk->capacity[what_if + 1]),
                            cell(risk->probability[0]), cell(risk->probability[what_if + 1]));
  return line + ',' + csv_field(release_of(comparison)) + '\n';
}

}  // namespace

std::string_view name_of(Measure measure) {
  constexpr std::array<std::string_view, kMeasures> kNames = {"present_end", "arrivals_period"};
  return kNames.at(static_cast<std::size_t>(measure));
}

std::string_view name_of(Pairing pairing) {
  constexpr std::array<std::string_view, 4> kNames = {"paired", "other draws", "single runs",
                                                      "members not recorded"};
  return kNames.at(static_cast<std::size_t>(pairing));
}

std::string comparison_csv(const Comparison& comparison) {
  std::string text = "measure,scenario,zone,name,baseline,with_scenario,difference";
  for (const double level : kChangeLevels) text += fmt::format(",q{:g}", level);
  text +=
      ",chance,chance_unpaired,share_more,pairing,capacity,exceeds_in_baseline,"
      "exceeds_in_scenario,release\n";
  for (std::size_t measure = 0; measure < kMeasures; ++measure) {
    for (std::size_t s = 0; s + 1 < comparison.scenarios.size(); ++s) {
      for (std::size_t z = 0; z <= comparison.zones.size(); ++z) {
        text += change_line(comparison, measure, s, z);
      }
    }
  }
  return text;
}

std::string comparison_json(const Comparison& comparison) {
  Json changes = Json::object(), rankings = Json::object();
  for (std::size_t m = 0; m < kMeasures; ++m) {
    const std::string name(name_of(static_cast<Measure>(m)));
    changes[name] = changes_json(comparison, m);
    rankings[name] = ranking_json(comparison, m);
  }
  const Period& period = comparison.period;
  const Json all = {
      {"release", comparison.release == Release::open ? "public" : "restricted"},
      {"note", comparison.note},
      {"period",
       {{"start", to_string(period.start)}, {"end", to_string(period.date_of(period.days - 1))}}},
      {"quantiles", kChangeLevels},
      {"scenarios", scenarios_json(comparison)},
      {"changes", std::move(changes)},
      {"capacities", capacities_json(comparison)},
      {"ranking", std::move(rankings)}};
  return all.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace ravenstein::io
