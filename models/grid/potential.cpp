// SPDX-License-Identifier: Apache-2.0
#include "models/grid/potential.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/row_blocks.hpp"
#include "models/grid/convolution.hpp"

namespace ravenstein::models {
namespace {

constexpr double kEdgeKm = 1e-3;  // a cell exactly at the range belongs to it, despite rounding
constexpr double kSmall = 1e-5;   // of the largest value: below, the transform is not exact enough

/// exp(-beta d) by offset in rows and columns, 0 outside the range and in the middle.
Stencil stencil_of(const GridShape& shape, const PotentialKernel& kernel) {
  const auto reach =
      static_cast<std::size_t>(std::floor((kernel.range_km + kEdgeKm) / shape.cell_km));
  Stencil stencil{std::min(reach, shape.rows), std::min(reach, shape.columns), {}};
  stencil.weight.assign(stencil.height() * stencil.width(), 0.0);
  for (std::size_t r = 0; r < stencil.height(); ++r) {
    for (std::size_t c = 0; c < stencil.width(); ++c) {
      const double dy = static_cast<double>(r) - static_cast<double>(stencil.reach_rows);
      const double dx = static_cast<double>(c) - static_cast<double>(stencil.reach_columns);
      const double d = std::hypot(dx, dy) * shape.cell_km;
      if (d > 0 && d <= kernel.range_km + kEdgeKm) {
        stencil.weight[r * stencil.width() + c] = std::exp(-kernel.beta_per_km * d);
      }
    }
  }
  return stencil;
}

double direct_sum(const GridShape& shape, std::span<const double> mass, const Stencil& stencil,
                  std::size_t cell) {
  const std::size_t row = cell / shape.columns, column = cell % shape.columns;
  const std::size_t top = row - std::min(row, stencil.reach_rows);
  const std::size_t bottom = std::min(shape.rows - 1, row + stencil.reach_rows);
  const std::size_t left = column - std::min(column, stencil.reach_columns);
  const std::size_t right = std::min(shape.columns - 1, column + stencil.reach_columns);
  const std::size_t width = right - left + 1;
  double sum = 0;
  for (std::size_t r = top; r <= bottom; ++r) {
    const std::size_t in_stencil =
        (r + stencil.reach_rows - row) * stencil.width() + left + stencil.reach_columns - column;
    sum += dot_row(mass.subspan(r * shape.columns + left, width),
                   std::span(stencil.weight).subspan(in_stencil, width));
  }
  return sum;
}

void sum_directly(const GridShape& shape, std::span<const double> mass, const Stencil& stencil,
                  std::span<const std::size_t> cells, std::span<const std::size_t> which,
                  std::span<double> potential) {
  for_row_blocks(which.size(), [&](const RowBlock& block) {
    for (std::size_t k = block.begin; k < block.end; ++k) {
      potential[which[k]] = direct_sum(shape, mass, stencil, cells[which[k]]);
    }
  });
}

/// Rough numbers of multiplications; measured on the grids of the tests.
bool transform_is_cheaper(const GridShape& shape, const Stencil& stencil, std::size_t cells) {
  const double padded = static_cast<double>((shape.rows + stencil.reach_rows) *
                                            (shape.columns + stencil.reach_columns));
  const double transform = 10 * padded * std::log2(padded);
  const double direct = static_cast<double>(cells) * static_cast<double>(stencil.weight.size());
  return transform < direct;
}

}  // namespace

std::vector<double> potential_mass(std::span<const double> population, double alpha) {
  std::vector<double> mass(population.size());
  for (std::size_t j = 0; j < mass.size(); ++j) {
    const double power = population[j] > 0 ? std::pow(population[j], alpha) : 0;
    mass[j] = std::isfinite(power) ? power : 0;
  }
  return mass;
}

std::vector<double> grid_potential(const GridShape& shape, std::span<const double> population,
                                   const PotentialKernel& kernel,
                                   std::span<const std::size_t> cells, PotentialMethod method) {
  const std::vector<double> mass = potential_mass(population, kernel.alpha);
  const Stencil stencil = stencil_of(shape, kernel);
  std::vector<double> potential(cells.size());
  std::vector<std::size_t> by_sum;
  if (method == PotentialMethod::automatic) {
    method = transform_is_cheaper(shape, stencil, cells.size()) ? PotentialMethod::transform
                                                                : PotentialMethod::direct;
  }
  if (method == PotentialMethod::direct) {
    for (std::size_t k = 0; k < cells.size(); ++k) by_sum.push_back(k);
  } else {
    const std::vector<double> all = convolve(shape, mass, stencil);
    const double largest = *std::max_element(all.begin(), all.end());
    for (std::size_t k = 0; k < cells.size(); ++k) {
      potential[k] = all[cells[k]];
      if (!(potential[k] > kSmall * largest)) by_sum.push_back(k);
    }
  }
  sum_directly(shape, mass, stencil, cells, by_sum, potential);
  return potential;
}

std::vector<double> point_potential(std::span<const double> x_km, std::span<const double> y_km,
                                    std::span<const double> population,
                                    const PotentialKernel& kernel) {
  const std::vector<double> mass = potential_mass(population, kernel.alpha);
  std::vector<double> potential(mass.size(), 0.0);
  for_row_blocks(mass.size(), [&](const RowBlock& block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      for (std::size_t j = 0; j < mass.size(); ++j) {
        const double d = std::hypot(x_km[i] - x_km[j], y_km[i] - y_km[j]);
        if (d > 0 && d <= kernel.range_km + kEdgeKm) {
          potential[i] += mass[j] * std::exp(-kernel.beta_per_km * d);
        }
      }
    }
  });
  return potential;
}

}  // namespace ravenstein::models
