// SPDX-License-Identifier: Apache-2.0
#include "engine/random/alias_table.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ravenstein {
namespace {

constexpr std::size_t kRowsPerTask = 32;
constexpr AliasCell kNobody{0, kNoTarget, kNoTarget};

AliasCell shared_cell(double own_share, std::uint32_t own, std::uint32_t other) {
  const double threshold = std::nearbyint(own_share * 0x1p32);
  if (threshold >= 0x1p32) return {0xffffffffU, own, own};
  return {static_cast<std::uint32_t>(threshold), own, other};
}

double sum_of(std::span<const double> weights) {
  double sum = 0;
  for (const double w : weights) {
    if (!(w >= 0)) throw std::logic_error("alias table: a weight is negative or not a number");
    sum += w;
  }
  if (!std::isfinite(sum)) throw std::logic_error("alias table: the weights' sum is not finite");
  return sum;
}

// Light cells (weight below the mean) are filled up from the current heavy one; once that has
// become light itself, the next heavy one fills it up.
void fill_row(std::span<const double> weights, std::span<const std::uint32_t> targets, double sum,
              std::span<AliasCell> cells) {
  const std::size_t n = weights.size();
  const double mean = sum / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) cells[i] = {0xffffffffU, targets[i], targets[i]};
  const auto next_heavy = [&](std::size_t i) {
    while (i < n && weights[i] < mean) ++i;
    return i;
  };
  std::size_t heavy = next_heavy(0);
  if (heavy == n) return;  // all weights are equal up to rounding
  double left = weights[heavy] / mean;
  for (std::size_t light = 0; light < n; ++light) {
    if (weights[light] >= mean) continue;
    while (left < 1) {
      const std::size_t next = next_heavy(heavy + 1);
      if (next == n) break;  // only rounding errors are left; this one serves the last light cells
      cells[heavy] = shared_cell(left, targets[heavy], targets[next]);
      left = weights[next] / mean - (1 - left);
      heavy = next;
    }
    const double share = weights[light] / mean;
    cells[light] = shared_cell(share, targets[light], targets[heavy]);
    left -= 1 - share;
  }
  for (std::size_t next = next_heavy(heavy + 1); next < n; next = next_heavy(heavy + 1)) {
    if (left < 1) cells[heavy] = shared_cell(left, targets[heavy], targets[next]);
    left = weights[next] / mean - (1 - left);
    heavy = next;
  }
}

}  // namespace

void AliasTables::set_targets(std::span<const std::uint32_t> begin,
                              std::span<const std::uint32_t> targets) {
  if (begin.empty() || begin.front() != 0 || begin.back() != targets.size() ||
      !std::is_sorted(begin.begin(), begin.end())) {
    throw std::logic_error("alias table: rows do not cover the targets");
  }
  weight_begin_.assign(begin.begin(), begin.end());
  targets_.assign(targets.begin(), targets.end());
  cell_begin_.resize(begin.size());
  std::uint32_t cells = 0;
  for (std::size_t row = 0; row + 1 < begin.size(); ++row) {
    cell_begin_[row] = cells;
    cells += std::max<std::uint32_t>(1, begin[row + 1] - begin[row]);
  }
  cell_begin_.back() = cells;
  cells_.assign(cells, kNobody);
}

void AliasTables::rebuild_row(std::uint32_t row, std::span<const double> weights) {
  const std::size_t first = weight_begin_.at(row);
  const std::size_t count = weight_begin_.at(row + 1) - first;
  if (count == 0) return;
  const auto own_weights = weights.subspan(first, count);
  const auto cells = std::span(cells_).subspan(cell_begin_[row], count);
  const double sum = sum_of(own_weights);
  if (sum > 0) {
    fill_row(own_weights, std::span(targets_).subspan(first, count), sum, cells);
  } else {
    std::fill(cells.begin(), cells.end(), kNobody);
  }
}

void AliasTables::rebuild(std::span<const std::uint32_t> rows, std::span<const double> weights) {
  if (weights.size() != targets_.size()) throw std::logic_error("alias table: weights per target");
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, rows.size(), kRowsPerTask),
                    [&](const tbb::blocked_range<std::size_t>& range) {
                      for (std::size_t i = range.begin(); i < range.end(); ++i) {
                        rebuild_row(rows[i], weights);
                      }
                    });
}

void AliasTables::rebuild_all(std::span<const double> weights) {
  if (weights.size() != targets_.size()) throw std::logic_error("alias table: weights per target");
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, rows(), kRowsPerTask),
                    [&](const tbb::blocked_range<std::size_t>& range) {
                      for (std::size_t row = range.begin(); row < range.end(); ++row) {
                        rebuild_row(static_cast<std::uint32_t>(row), weights);
                      }
                    });
}

std::span<const AliasCell> AliasTables::cells(std::uint32_t row) const {
  const std::size_t first = cell_begin_.at(row);
  return std::span(cells_).subspan(first, cell_begin_.at(row + 1) - first);
}

}  // namespace ravenstein
