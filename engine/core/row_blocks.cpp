// SPDX-License-Identifier: Apache-2.0
#include "engine/core/row_blocks.hpp"

#include <tbb/parallel_for.h>

namespace ravenstein {

void for_row_blocks(std::size_t rows, const std::function<void(const RowBlock&)>& work) {
  const std::size_t blocks = row_block_count(rows);
  tbb::parallel_for(
      std::size_t{0}, blocks,
      [&](std::size_t b) {
        work({b, rows * b / blocks, rows * (b + 1) / blocks});
      },
      tbb::simple_partitioner{});
}

}  // namespace ravenstein
