// SPDX-License-Identifier: Apache-2.0
#include "models/grid/projection.hpp"

#include <algorithm>

#include "models/grid/allocation.hpp"

namespace ravenstein::models {

std::vector<double> of_cells(std::span<const double> field, std::span<const std::size_t> cells) {
  std::vector<double> values(cells.size());
  for (std::size_t k = 0; k < cells.size(); ++k) values[k] = field[cells[k]];
  return values;
}

std::vector<double> total_population(const GridPopulation& population) {
  std::vector<double> total(population.urban.size());
  for (std::size_t i = 0; i < total.size(); ++i) {
    total[i] = std::max(0.0, population.urban[i]) + std::max(0.0, population.rural[i]);
  }
  return total;
}

GridPopulation project_step(const GridShape& shape, const GridPopulation& base,
                            const GridRegion& region, const GridGravity& gravity,
                            const GridTargets& targets) {
  const std::vector<double> total = total_population(base);
  const auto after = [&](std::span<const double> field, const PotentialKernel& kernel,
                         double target) {
    const std::vector<double> potential = grid_potential(shape, total, kernel, region.cells);
    std::vector<double> population = of_cells(field, region.cells);
    for (double& persons : population) persons = std::max(0.0, persons);
    const auto moved = allocate_change(population, region.suitability, potential, target);
    std::vector<double> result(field.begin(), field.end());
    for (std::size_t k = 0; k < moved.size(); ++k) result[region.cells[k]] = moved[k];
    return result;
  };
  return {after(base.urban, gravity.urban, targets.urban),
          after(base.rural, gravity.rural, targets.rural)};
}

}  // namespace ravenstein::models
