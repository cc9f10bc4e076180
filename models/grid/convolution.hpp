// SPDX-License-Identifier: Apache-2.0
// A field on a grid, each cell the weighted sum of its surroundings, by fast Fourier transform.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/grid/grid.hpp"

namespace ravenstein::models {

/// Weights by offset: (2 reach_rows + 1) x (2 reach_columns + 1), the middle is offset 0. Symmetric
/// in both directions.
struct Stencil {
  std::size_t reach_rows = 0;
  std::size_t reach_columns = 0;
  std::vector<double> weight;

  std::size_t height() const { return 2 * reach_rows + 1; }
  std::size_t width() const { return 2 * reach_columns + 1; }
};

/// sum over offsets of weight x mass, for all cells. The grid is padded with as many zeros as the
/// stencil reaches, so nothing wraps around. Rounding errors are a 10^-15th of the largest value,
/// times the logarithm of the number of cells.
std::vector<double> convolve(const GridShape& shape, std::span<const double> mass,
                             const Stencil& stencil);

}  // namespace ravenstein::models
