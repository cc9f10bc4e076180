// SPDX-License-Identifier: Apache-2.0
// Destinations as people chose them lately, shrunk towards gravity:
//
//   p_ij = (N_ij + kappa q_ij) / (sum_j N_ij + kappa),   N_ij = sum_age 0.5^(age/h) flow_ij(age)
//
// N in persons by cause, h the half-life in months, kappa in persons; q gravity with an intra-zonal
// constant:  q_ij ~ exp(intra [i = j] + adjacency [i next to j]) (u_j + 1000)^gamma f(d_ij),
// f(d) = d^-beta e^(-delta d) (Tanner 1961; a power for delta = 0, an exponential for beta = 0).
// One month ahead it beats gravity and remembered shares alone; for half-lives, and for a year
// ahead, see docs/validation.md. Source: PRMN Somalia 2018-2020.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/world/world.hpp"

namespace ravenstein::models {

struct GravityForm {
  double intra = 0;
  double distance_exponent = 2;
  double mass_exponent = 1;
  double adjacency = 0;
  double distance_decay_per_km = 0;
};

/// Urban population (attribute `urban`, else the population) per zone [persons].
std::vector<double> urban_mass(const World& world);
/// Zones x zones; infinite where unknown (no position, no way).
std::vector<double> great_circle_km(const World& world);
/// Zones x zones, 1 where an open link joins them.
std::vector<double> adjacency(const NetworkState& network, std::size_t zones);

/// q: zones x zones, rows sum to one (or are all 0: nowhere to go). A distance of 0 or infinity to
/// another zone: nobody goes there.
std::vector<double> gravity_shares(const GravityForm& form, std::span<const double> mass,
                                   std::span<const double> km, std::span<const double> next_to);

/// What the way from zone to zone is like; all squares zones x zones. `passing` and `survival` are
/// empty where everybody gets through, or lives.
struct Passage {
  std::vector<double> km, passing, survival;
};
/// Along the open links at the given speed; 0 passes where no open way leads. Without any links
/// everybody passes.
Passage passage_of(const Network& network, const NetworkState& state, std::size_t zones,
                   double speed_km_per_day);

/// p of one zone, from N and q of its row, into `share`. With nothing remembered and kappa = 0 it
/// is q.
void corridor_shares(std::span<const double> remembered, std::span<const double> gravity,
                     double prior_persons, std::span<double> share);

/// p for every row into `choice`, without destinations below `least_share` of their row.
void remembered_choice(std::span<const double> remembered, double prior_persons,
                       std::span<const double> gravity, const Passage& passage, double least_share,
                       ChoiceTable& choice);

}  // namespace ravenstein::models
