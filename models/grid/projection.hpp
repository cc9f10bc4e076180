// SPDX-License-Identifier: Apache-2.0
// Urban and rural population on a grid, a step (ten years) at a time: each kind's change by the
// potential of all people at the start of the step.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/grid/potential.hpp"

namespace ravenstein::models {

/// Fields over all cells of the grid.
struct GridPopulation {
  std::vector<double> urban;
  std::vector<double> rural;
};

/// The cells whose population changes; all others (people across the border) count for potentials.
struct GridRegion {
  std::vector<std::size_t> cells;
  std::vector<double> suitability;  ///< of those cells
};

/// Coefficients of urban and rural change.
struct GridGravity {
  PotentialKernel urban;
  PotentialKernel rural;
};

struct GridTargets {
  double urban = 0;
  double rural = 0;
};

/// The population after a step: outside the region as it was. Below 0 (no data) counts as 0.
/// Errors as allocate_change.
GridPopulation project_step(const GridShape& shape, const GridPopulation& base,
                            const GridRegion& region, const GridGravity& gravity,
                            const GridTargets& targets);

/// Values of the listed cells.
std::vector<double> of_cells(std::span<const double> field, std::span<const std::size_t> cells);
/// Urban and rural together.
std::vector<double> total_population(const GridPopulation& population);

}  // namespace ravenstein::models
