// SPDX-License-Identifier: Apache-2.0
// Intervening opportunities: what lies between an origin and a destination. With d the costs,
//
//   s_ij = sum of m_k over k other than i and j with d_ik <= d_ij   (ties count as between)
//
// by sorting an origin's row and adding up in that order: O(N log N) per origin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ravenstein::models {

/// Room to work in, to be kept between rows.
struct OpportunityScratch {
  std::vector<std::uint64_t> key;
  std::vector<std::uint64_t> other;
  std::vector<std::uint32_t> order;
};

/// s_ij of origin `origin` (it stands at place `origin` of the row). Costs >= 0; destinations that
/// cannot be reached (infinite cost or none) count for nobody and get the sum of all that can.
void opportunities_row(std::size_t origin, std::span<const double> cost,
                       std::span<const double> mass, OpportunityScratch& scratch,
                       std::span<double> s);

/// Destinations in order of cost, equals in order of their number; those that cannot be reached and
/// the origin itself are last.
std::span<const std::uint32_t> by_cost(std::size_t origin, std::span<const double> cost,
                                       OpportunityScratch& scratch);

}  // namespace ravenstein::models
