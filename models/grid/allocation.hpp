// SPDX-License-Identifier: Apache-2.0
// A region's change of population, shared out to its cells. Spans run over the region's cells.
#pragma once

#include <span>
#include <vector>

namespace ravenstein::models {

/// Jones and O'Neill (2016), in the published form of Zoraghein and O'Neill (2020,
/// population_gravity): growth goes to cells by s_i = l_i v_i,
///
///   P2_i = P1_i + (target - sum P1) s_i / sum s
///
/// and losses by 1 / s_i (inhabited cells with l_i = 0 take the mean l there; cells that would fall
/// below nobody are set to nobody, and the others bear the rest). l: suitability in 0..1 or above;
/// v: potential (models/grid/potential.hpp). `target` >= 0. Throws InputError (data) if the target
/// is below 0 or if there is growth but no cell to take it (sum s = 0).
std::vector<double> allocate_change(std::span<const double> population,
                                    std::span<const double> suitability,
                                    std::span<const double> potential, double target);

/// Ours: cells grow by the same factor times their potential to the power `elasticity`,
///
///   P2_i = target P1_i v_i^e / sum over k of P1_k v_k^e
///
/// Elasticity 0 is proportional change; above 0 population concentrates. Cells without people stay
/// so, and growth and decline follow the same rule. Throws InputError (data) if the target is below
/// 0 or nobody is there to grow.
std::vector<double> allocate_by_elasticity(std::span<const double> population,
                                           std::span<const double> potential, double elasticity,
                                           double target);

/// l_i times max(0, 1 + sum over layers of weight x deviation_i): suitability under a changed
/// climate. A deviation is relative to the baseline (-0.2: harvest a fifth lower); NaN counts as 0.
struct ClimateLayer {
  double weight = 1;
  std::span<const double> deviation;
};
std::vector<double> climate_suitability(std::span<const double> suitability,
                                        std::span<const ClimateLayer> layers);

/// Climate migrants as the World Bank's Groundswell reports count them (Rigaud et al. 2018): with
/// minus without, cell by cell; people added to cells that gain equal those missing where cells
/// lose.
struct ClimateMigrants {
  std::vector<double> net;  ///< with - without
  double persons = 0;       ///< sum of what is above 0
};
ClimateMigrants climate_migrants(std::span<const double> with, std::span<const double> without);

}  // namespace ravenstein::models
