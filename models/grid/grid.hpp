// SPDX-License-Identifier: Apache-2.0
// A regular grid of square cells, row by row from the north-west; a field has a number per cell.
#pragma once

#include <cstddef>
#include <vector>

namespace ravenstein::models {

struct GridShape {
  std::size_t rows = 0;
  std::size_t columns = 0;
  double cell_km = 1;

  std::size_t cells() const { return rows * columns; }
  bool operator==(const GridShape&) const = default;
};

}  // namespace ravenstein::models
