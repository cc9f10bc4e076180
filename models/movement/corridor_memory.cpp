// SPDX-License-Identifier: Apache-2.0
#include "models/movement/corridor_memory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/world/routing.hpp"
#include "models/movement/remembered_flows.hpp"

namespace ravenstein::models {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

std::vector<double> urban_mass(const World& world) {
  std::vector<double> mass;
  for (const Zone& zone : world.zones) {
    const auto urban = zone.attributes.find("urban");
    mass.push_back(urban != zone.attributes.end() ? urban->second
                                                  : static_cast<double>(zone.population));
  }
  return mass;
}

std::vector<double> great_circle_km(const World& world, ZoneIndex from) {
  std::vector<double> km;
  for (ZoneIndex to = 0; to < world.size(); ++to) {
    const double d =
        from == to ? 0 : ravenstein::great_circle_km(world.zones[from], world.zones[to]);
    km.push_back(std::isfinite(d) ? d : kInfinity);
  }
  return km;
}

Passage passage_of(const Network& network, const NetworkState& state, std::size_t zones,
                   double speed_km_per_day) {
  Passage passage;
  if (network.links().empty()) return passage;
  passage.km.assign(zones * zones, kInfinity);
  std::vector<ZoneIndex> targets(zones);
  std::iota(targets.begin(), targets.end(), ZoneIndex{0});
  const ShortestWays ways = shortest_ways(state, network.links(), targets, speed_km_per_day);
  bool all_pass = true, all_live = true;
  for (std::size_t i = 0; i < zones; ++i) {
    for (std::size_t j = 0; j < zones; ++j) {
      const std::size_t way = ways.at(j, static_cast<ZoneIndex>(i));
      passage.km[i * zones + j] = ways.distance.km[way];
      passage.passing.push_back(i == j ? 1 : ways.permeability[way]);
      passage.survival.push_back(i == j ? 1 : ways.survival[way]);
      all_pass = all_pass && passage.passing.back() == 1;
      all_live = all_live && (passage.survival.back() == 1 || passage.passing.back() == 0);
    }
  }
  if (all_pass) passage.passing.clear();
  if (all_live) passage.survival.clear();
  return passage;
}

std::vector<double> adjacency(const NetworkState& network, ZoneIndex from, std::size_t zones) {
  std::vector<double> next_to(zones, 0.0);
  for (const Arc& arc : network.open_arcs(from)) next_to[arc.to] = 1;
  return next_to;
}

std::vector<double> gravity_km(const ChoiceWorld& in, ZoneIndex from) {
  const std::size_t n = in.world.size();
  if (!in.by_network) return great_circle_km(in.world, from);
  if (in.passage.km.empty()) return std::vector<double>(n, kInfinity);
  const auto row = std::span(in.passage.km).subspan(from * n, n);
  return {row.begin(), row.end()};
}

std::vector<GravityTable> gravity_tables(std::span<const GravityForm> forms, const ChoiceWorld& in,
                                         double least) {
  const std::vector<double> mass = urban_mass(in.world);
  std::vector<GravityTable> tables;
  for (const GravityForm& form : forms) tables.emplace_back(form, mass);
  for (ZoneIndex from = 0; from < in.world.size(); ++from) {
    const std::vector<double> km = gravity_km(in, from);
    const std::vector<double> next_to = adjacency(in.network, from, in.world.size());
    for (GravityTable& table : tables) table.add_row(km, next_to, least);
  }
  return tables;
}

void corridor_shares(std::span<const double> remembered, std::span<const double> gravity,
                     double prior_persons, std::span<double> share) {
  const double sum = std::accumulate(remembered.begin(), remembered.end(), prior_persons);
  for (std::size_t j = 0; j < share.size(); ++j) {
    share[j] = sum > 0 ? (remembered[j] + prior_persons * gravity[j]) / sum : gravity[j];
  }
}

namespace {

/// Reads what is remembered, origin by origin.
class FlowRows {
 public:
  explicit FlowRows(std::span<const double> flows) : flows_(flows) {}
  /// Writes the row of `from`, the next origin, into N, and q where it is not stored.
  void read(ZoneIndex from, const GravityTable& gravity, const ChoiceWorld& in, std::span<double> n,
            std::span<double> q) {
    std::vector<double> km, next_to;
    for (; at_ < flows_.size() && flows_[at_] == from; at_ += kFlowNumbers) {
      const auto to = static_cast<ZoneIndex>(flows_[at_ + 1]);
      n[to] = flows_[at_ + 2];
      if (q[to] > 0) continue;
      if (km.empty()) {
        km = gravity_km(in, from);
        next_to = adjacency(in.network, from, in.world.size());
      }
      q[to] = gravity.share(from, to, km[to], next_to[to] > 0);
    }
  }

 private:
  std::span<const double> flows_;
  std::size_t at_ = 0;
};

double way_km(const ChoiceWorld& in, ZoneIndex from, ZoneIndex to) {
  if (from == to || (in.passage.km.empty() && in.by_network)) return 0;
  const double km = in.passage.km.empty()
                        ? ravenstein::great_circle_km(in.world.zones[from], in.world.zones[to])
                        : in.passage.km[from * in.world.size() + to];
  return std::isfinite(km) ? km : 0;
}

}  // namespace

void remembered_choice(std::span<const double> remembered, double prior_persons,
                       const GravityTable& gravity, const ChoiceWorld& in, double least_share,
                       ChoiceTable& choice) {
  const std::size_t n = gravity.size();
  choice.clear(n + 1);
  std::vector<double> persons(n), shares(n), share(n);
  FlowRows rows(remembered);
  for (ZoneIndex i = 0; i < n; ++i) {
    std::ranges::fill(persons, 0.0);
    std::ranges::fill(shares, 0.0);
    for (std::size_t at = 0; at < gravity.to(i).size(); ++at) {
      shares[gravity.to(i)[at]] = gravity.share(i)[at];
    }
    rows.read(i, gravity, in, persons, shares);
    corridor_shares(persons, shares, prior_persons, share);
    const auto best = static_cast<ZoneIndex>(std::ranges::max_element(share) - share.begin());
    for (ZoneIndex j = 0; j < n; ++j) {
      if (!(share[j] > 0) || (share[j] < least_share && j != best)) continue;
      const std::size_t cell = i * n + j;
      choice.to.push_back(j);
      choice.weight.push_back(share[j]);
      choice.distance_km.push_back(way_km(in, i, j));
      if (!in.passage.passing.empty()) choice.passing.push_back(in.passage.passing[cell]);
      if (!in.passage.survival.empty()) choice.survival.push_back(in.passage.survival[cell]);
    }
    choice.begin[i + 1] = static_cast<std::uint32_t>(choice.to.size());
  }
  choice.begin[n + 1] = choice.begin[n];
}

}  // namespace ravenstein::models
