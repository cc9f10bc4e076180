// SPDX-License-Identifier: Apache-2.0
// Destinations as people chose them lately, shrunk towards gravity:
//
//   p_ij = (N_ij + kappa q_ij) / (sum_j N_ij + kappa),   N_ij = sum_age 0.5^(age/h) flow_ij(age)
//
// N in persons by cause, h the half-life in months, kappa in persons; q gravity
// (gravity_table.hpp). One month ahead it beats gravity and remembered shares alone; for
// half-lives, and for a year ahead, see docs/validation.md. Source: PRMN Somalia 2018-2020.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/world/world.hpp"
#include "models/movement/gravity_table.hpp"

namespace ravenstein::models {

/// Urban population (attribute `urban`, else the population) per zone [persons].
std::vector<double> urban_mass(const World& world);
/// By zone; infinite where unknown (no position).
std::vector<double> great_circle_km(const World& world, ZoneIndex from);
/// By zone, 1 where an open link joins it to `from`.
std::vector<double> adjacency(const NetworkState& network, ZoneIndex from, std::size_t zones);

/// What the ways along open links are like, zones x zones; all are empty without any links: then
/// everybody passes, along great circles. `passing` and `survival` are empty where everybody gets
/// through, or lives.
struct Passage {
  std::vector<double> km, passing, survival;
};
/// At the given speed; 0 passes where no open way leads.
Passage passage_of(const Network& network, const NetworkState& state, std::size_t zones,
                   double speed_km_per_day);

/// The world in which people choose.
struct ChoiceWorld {
  const World& world;
  const NetworkState& network;
  const Passage& passage;
  bool by_network;  ///< the distance that gravity knows
};
/// Distances from a zone as gravity knows them.
std::vector<double> gravity_km(const ChoiceWorld& in, ZoneIndex from);
/// One table per form; shares below `least` are not stored.
std::vector<GravityTable> gravity_tables(std::span<const GravityForm> forms, const ChoiceWorld& in,
                                         double least);

/// p of one zone, from N and q of its row, into `share`. With nothing remembered and kappa = 0 it
/// is q.
void corridor_shares(std::span<const double> remembered, std::span<const double> gravity,
                     double prior_persons, std::span<double> share);

/// p for every row into `choice`, without destinations below `least_share` of their row
/// (but the best); `gravity`
/// stores no larger ones less. `remembered` as in remembered_flows.hpp.
void remembered_choice(std::span<const double> remembered, double prior_persons,
                       const GravityTable& gravity, const ChoiceWorld& in, double least_share,
                       ChoiceTable& choice);

}  // namespace ravenstein::models
