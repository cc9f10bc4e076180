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
  const std::int64_t threshold = (static_cast<std::int64_t>(own_share * 0x1p33) + 1) >> 1;
  if (threshold >= std::int64_t{1} << 32) return {0xffffffffU, own, own};
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

// Positions of weights below the mean from the front of `order`, of the others from its back;
// returns how many are below. Without branches, as which weight is which cannot be foreseen.
std::size_t split_at_mean(std::span<const double> weights, double mean,
                          std::span<std::uint32_t> order) {
  std::size_t light = 0;
  std::size_t back = weights.size() - 1;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    order[light] = order[back] = static_cast<std::uint32_t>(i);
    const std::size_t is_light = weights[i] < mean ? 1 : 0;
    light += is_light;
    back -= 1 - is_light;
  }
  return light;
}

// Light cells (weight below the mean) are filled up from the current heavy one; once that has
// become light itself, the next heavy one fills it up. `order` is scratch.
void fill_row(std::span<const double> weights, std::span<const std::uint32_t> targets, double sum,
              std::span<std::uint32_t> order, std::span<AliasCell> cells) {
  const double mean = sum / static_cast<double>(weights.size());
  const std::size_t light_count = split_at_mean(weights, mean, order);
  auto heavies = order.subspan(light_count);
  for (const std::uint32_t i : heavies) cells[i] = {0xffffffffU, targets[i], targets[i]};
  if (heavies.empty()) {  // all weights are equal up to rounding
    for (const std::uint32_t i : order) cells[i] = {0xffffffffU, targets[i], targets[i]};
    return;
  }
  std::size_t at = 0;
  std::uint32_t heavy = heavies[0];
  double left = weights[heavy] / mean;
  const auto next_heavy = [&] {
    const std::uint32_t next = heavies[++at];
    cells[heavy] = shared_cell(left, targets[heavy], targets[next]);
    left = weights[next] / mean - (1 - left);
    heavy = next;
  };
  for (const std::uint32_t light : order.first(light_count)) {
    while (left < 1 && at + 1 < heavies.size()) next_heavy();
    const double share = weights[light] / mean;
    cells[light] = shared_cell(share, targets[light], targets[heavy]);
    left -= 1 - share;
  }
  while (at + 1 < heavies.size()) next_heavy();  // what is left of each is 1 up to rounding
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
  order_.resize(cells);
}

void AliasTables::rebuild_row(std::uint32_t row, std::span<const double> weights) {
  const std::size_t first = weight_begin_.at(row);
  const std::size_t count = weight_begin_.at(row + 1) - first;
  if (count == 0) return;
  const auto own_weights = weights.subspan(first, count);
  const auto cells = std::span(cells_).subspan(cell_begin_[row], count);
  const double sum = sum_of(own_weights);
  if (sum > 0) {
    fill_row(own_weights, std::span(targets_).subspan(first, count), sum,
             std::span(order_).subspan(cell_begin_[row], count), cells);
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
