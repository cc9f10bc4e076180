// SPDX-License-Identifier: Apache-2.0
#include "models/movement/opportunities.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace ravenstein::models {
namespace {

constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();

// Bits of doubles >= 0 are in the order of the numbers.
std::uint64_t key_of(double cost) {
  return std::isfinite(cost) ? std::bit_cast<std::uint64_t>(cost + 0.0) : kLast;
}

}  // namespace

std::span<const std::uint32_t> by_cost(std::size_t origin, std::span<const double> cost,
                                       OpportunityScratch& scratch) {
  const std::size_t n = cost.size();
  scratch.key.resize(n);
  scratch.other.resize(n);
  scratch.order.resize(n);
  for (std::size_t j = 0; j < n; ++j) scratch.key[j] = j == origin ? kLast : key_of(cost[j]);
  // The upper bits of the key with the number below them are sorted as whole numbers, which is
  // twice as fast as sorting pairs; rows that differ only in the lower bits are put right after.
  const int bits = std::bit_width(n);
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  for (std::size_t j = 0; j < n; ++j) scratch.other[j] = (scratch.key[j] & ~mask) | j;
  std::sort(scratch.other.begin(), scratch.other.end());
  for (std::size_t r = 0; r < n; ++r) {
    scratch.order[r] = static_cast<std::uint32_t>(scratch.other[r] & mask);
  }
  for (std::size_t r = 0; r < n;) {
    std::size_t end = r + 1;
    while (end < n && (scratch.other[end] & ~mask) == (scratch.other[r] & ~mask)) ++end;
    if (end - r > 1) {
      const auto at = [&](std::size_t k) {
        return scratch.order.begin() + static_cast<std::ptrdiff_t>(k);
      };
      std::stable_sort(at(r), at(end), [&](std::uint32_t a, std::uint32_t b) {
        return scratch.key[a] < scratch.key[b];
      });
    }
    r = end;
  }
  return scratch.order;
}

void opportunities_row(std::size_t origin, std::span<const double> cost,
                       std::span<const double> mass, OpportunityScratch& scratch,
                       std::span<double> s) {
  const std::size_t n = cost.size();
  const std::span<const std::uint32_t> order = by_cost(origin, cost, scratch);
  double within = 0;  // mass up to and with this distance
  std::size_t r = 0;
  while (r < n && scratch.key[order[r]] != kLast) {
    std::size_t end = r;
    for (; end < n && scratch.key[order[end]] == scratch.key[order[r]]; ++end) {
      within += mass[order[end]];
    }
    for (; r < end; ++r) s[order[r]] = std::max(0.0, within - mass[order[r]]);
  }
  for (; r < n; ++r) s[order[r]] = within;
  s[origin] = 0;
}

}  // namespace ravenstein::models
