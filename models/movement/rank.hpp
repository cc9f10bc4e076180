// SPDX-License-Identifier: Apache-2.0
// Rank distance (Noulas, Scellato, Lambiotte, Pontil, Mascolo 2012, "A tale of many cities", PLoS
// ONE 7): only how many places are nearer counts,
//
//   w(j | i) = (1 + number of places k, not i, with d_ik < d_ij)^-a
#pragma once

#include <span>

#include "models/movement/opportunities.hpp"

namespace ravenstein::models {

/// The weight of places that cannot be reached, and of the origin, is 0.
void rank_row(std::size_t origin, double exponent, std::span<const double> cost,
              OpportunityScratch& scratch, std::span<double> weight);

}  // namespace ravenstein::models
