// SPDX-License-Identifier: Apache-2.0
// Population potential: how much population lies around a place, near counting more than far
// (Stewart 1942; Grübler et al. 2007; Jones and O'Neill 2013, 2016)
//
//   v_i = sum over j of P_j^alpha exp(-beta d_ij),  0 < d_ij <= range
//
// Cells and points without people (P_j = 0) contribute nothing, whatever alpha is. The grid's edge
// is an edge: nothing lies beyond it, and nothing wraps around.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/grid/grid.hpp"

namespace ravenstein::models {

struct PotentialKernel {
  double alpha = 1;        ///< exponent of population
  double beta_per_km = 0;  ///< may be negative
  double range_km = 100;
};

/// P^alpha, and 0 where P is not above 0.
std::vector<double> potential_mass(std::span<const double> population, double alpha);

/// How a grid's potential is computed. `automatic` takes the cheaper of the other two.
enum class PotentialMethod : std::uint8_t { automatic, direct, transform };

/// v of the listed cells, in their order. `direct` is the sum. `transform` is a zero-padded fast
/// Fourier transform of the whole grid, O(cells log cells); its rounding error is relative to the
/// largest value, so cells below a 10^-5th of that are summed directly. Both agree to 1e-9 of every
/// value. Same bytes for any number of threads.
std::vector<double> grid_potential(const GridShape& shape, std::span<const double> population,
                                   const PotentialKernel& kernel,
                                   std::span<const std::size_t> cells,
                                   PotentialMethod method = PotentialMethod::automatic);

/// v of irregular points with coordinates in km: the sum over all pairs, without itself and without
/// points in the same place.
std::vector<double> point_potential(std::span<const double> x_km, std::span<const double> y_km,
                                    std::span<const double> population,
                                    const PotentialKernel& kernel);

}  // namespace ravenstein::models
