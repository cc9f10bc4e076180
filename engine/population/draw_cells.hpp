// SPDX-License-Identifier: Apache-2.0
// Who is drawn from people counted in cells, without replacement.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/random/draws.hpp"

namespace ravenstein {

/// `cells` have a member `persons`: before, how many there are; after, how many of them were drawn.
/// Cells of whom nobody was drawn are removed. There must be at least `count` people. Exact
/// multivariate hypergeometric: person by person if few are drawn, else cell by cell.
template <class Cell>
void draw_cells(Stream& stream, std::int64_t count, std::vector<Cell>& cells) {
  constexpr std::int64_t kOneByOne = 8;
  std::int64_t total = 0;
  for (const Cell& cell : cells) total += cell.persons;
  if (count <= kOneByOne) {
    std::vector<std::int64_t> drawn(cells.size());
    for (; count > 0; --count, --total) {
      auto at = static_cast<std::int64_t>(uniform_below(stream, static_cast<std::uint64_t>(total)));
      std::size_t c = 0;
      while (at >= cells[c].persons - drawn[c]) {
        at -= cells[c].persons - drawn[c];
        ++c;
      }
      ++drawn[c];
    }
    for (std::size_t c = 0; c < cells.size(); ++c) cells[c].persons = drawn[c];
  } else {
    for (Cell& cell : cells) {
      const std::int64_t there = cell.persons;
      cell.persons = count > 0 ? hypergeometric(stream, total, there, count) : 0;
      total -= there;
      count -= cell.persons;
    }
  }
  std::erase_if(cells, [](const Cell& cell) { return cell.persons == 0; });
}

}  // namespace ravenstein
