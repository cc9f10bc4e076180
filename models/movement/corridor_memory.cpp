// SPDX-License-Identifier: Apache-2.0
#include "models/movement/corridor_memory.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include "engine/world/routing.hpp"

namespace ravenstein::models {
namespace {

constexpr double kMassFloor = 1000;  // persons, so that zones without a town attract, too
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

std::vector<double> great_circle_km(const World& world) {
  const std::size_t n = world.size();
  std::vector<double> km(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double d = i == j ? 0 : ravenstein::great_circle_km(world.zones[i], world.zones[j]);
      km[i * n + j] = std::isfinite(d) ? d : kInfinity;
    }
  }
  return km;
}

Passage passage_of(const Network& network, const NetworkState& state, std::size_t zones,
                   double speed_km_per_day) {
  Passage passage;
  passage.km.assign(zones * zones, kInfinity);
  if (network.links().empty()) return passage;
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

std::vector<double> adjacency(const NetworkState& network, std::size_t zones) {
  std::vector<double> next_to(zones * zones, 0.0);
  for (std::size_t z = 0; z < zones; ++z) {
    for (const Arc& arc : network.open_arcs(static_cast<ZoneIndex>(z))) {
      next_to[z * zones + arc.to] = 1;
    }
  }
  return next_to;
}

std::vector<double> gravity_shares(const GravityForm& form, std::span<const double> mass,
                                   std::span<const double> km, std::span<const double> next_to) {
  const std::size_t n = mass.size();
  std::vector<double> shares(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<double> row = std::span(shares).subspan(i * n, n);
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) {
      const double d = km[i * n + j];
      if (i != j && !(std::isfinite(d) && d > 0)) continue;
      double log_pull = form.mass_exponent * std::log(mass[j] + kMassFloor);
      log_pull += i == j ? form.intra
                         : -form.distance_exponent * std::log(d) - form.distance_decay_per_km * d;
      if (i != j && next_to[i * n + j] > 0) log_pull += form.adjacency;
      sum += row[j] = std::exp(log_pull);
    }
    if (!(sum > 0)) continue;
    for (double& share : row) share /= sum;
  }
  return shares;
}

void corridor_shares(std::span<const double> remembered, std::span<const double> gravity,
                     double prior_persons, std::span<double> share) {
  const double sum = std::accumulate(remembered.begin(), remembered.end(), prior_persons);
  for (std::size_t j = 0; j < share.size(); ++j) {
    share[j] = sum > 0 ? (remembered[j] + prior_persons * gravity[j]) / sum : gravity[j];
  }
}

void remembered_choice(std::span<const double> remembered, double prior_persons,
                       std::span<const double> gravity, const Passage& passage, double least_share,
                       ChoiceTable& choice) {
  const auto n = static_cast<std::size_t>(std::lround(std::sqrt(gravity.size())));
  choice.clear(n + 1);
  std::vector<double> share(n);
  for (std::size_t i = 0; i < n; ++i) {
    corridor_shares(remembered.subspan(i * n, n), gravity.subspan(i * n, n), prior_persons, share);
    for (std::size_t j = 0; j < n; ++j) {
      const std::size_t cell = i * n + j;
      if (!(share[j] > 0) || share[j] < least_share) continue;
      choice.to.push_back(static_cast<ZoneIndex>(j));
      choice.weight.push_back(share[j]);
      choice.distance_km.push_back(i == j || !std::isfinite(passage.km[cell]) ? 0
                                                                              : passage.km[cell]);
      if (!passage.passing.empty()) choice.passing.push_back(passage.passing[cell]);
      if (!passage.survival.empty()) choice.survival.push_back(passage.survival[cell]);
    }
    choice.begin[i + 1] = static_cast<std::uint32_t>(choice.to.size());
  }
  choice.begin[n + 1] = choice.begin[n];
}

}  // namespace ravenstein::models
