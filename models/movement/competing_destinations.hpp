// SPDX-License-Identifier: Apache-2.0
// Competing destinations (Fotheringham 1983, "A new set of spatial-interaction models"): a place
// among many others attracts less (or more, by agglomeration) than one that stands alone,
//
//   w(j | i) = m_j^g A_ij^delta f(d_ij),   A_ij = sum over k, not i and not j, of m_k g(d_jk)
//
// delta < 0: competition; delta > 0: agglomeration; 0: plain gravity.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/world/world.hpp"
#include "models/movement/deterrence.hpp"

namespace ravenstein::models {

/// sum over k, not j, of m_k g(d_jk), from place j's row of costs.
double accessibility(std::size_t place, const Deterrence& deterrence, std::span<const double> mass,
                     std::span<const double> cost_from_place);

/// weight *= A_ij^exponent. `accessibility` of every destination as above; `deterrence_to_origin`
/// holds g(d_ji) for every destination j, whose share of the origin is taken out.
void apply_competition(double exponent, double origin_mass, std::span<const double> accessibility,
                       std::span<const double> deterrence_to_origin, std::span<double> weight);

/// How a place stands among others whatever the origin: per place x, with s_x = sum over the other
/// places y of 1 / max(10 km, great circle from x to y),
///
///   (s_x / geometric mean of s)^exponent
///
/// 1 for an exponent of 0 or a single place. Zones have coordinates.
std::vector<double> place_among(const World& world, std::span<const ZoneIndex> places,
                                double exponent);

}  // namespace ravenstein::models
