// SPDX-License-Identifier: Apache-2.0
// Work over the rows of a matrix, block by block, several blocks at a time. Blocks depend only on
// the number of rows, so what each block adds up, added in the order of blocks, has the same bits
// for any number of threads.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "engine/core/row_math.hpp"

namespace ravenstein {

struct RowBlock {
  std::size_t index = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// At most 64.
inline std::size_t row_block_count(std::size_t rows) { return std::min<std::size_t>(rows, 64); }

/// Calls `work` for every block, in any order, in parallel.
void for_row_blocks(std::size_t rows, const std::function<void(const RowBlock&)>& work);

/// A row of sums for every block; `add` takes them together.
class BlockSums {
 public:
  BlockSums(std::size_t rows, std::size_t width)
      : width_(width), sums_(row_block_count(rows) * width, 0.0) {}
  std::span<double> of(std::size_t block) {
    return std::span(sums_).subspan(block * width_, width_);
  }
  /// Adds all blocks in order to `total` (of that width).
  void add(std::span<double> total) {
    for (std::size_t b = 0; b * width_ < sums_.size(); ++b) add_scaled_row(1, of(b), total);
  }

 private:
  std::size_t width_;
  std::vector<double> sums_;
};

/// A matrix whose rows are computed when asked for: writes row `i`. May be called from several
/// threads at once.
using RowSource = std::function<void(std::size_t i, std::span<double> row)>;

}  // namespace ravenstein
