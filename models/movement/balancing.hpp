// SPDX-License-Identifier: Apache-2.0
// Constraints: what of the flows is known beforehand. From weights w,
//
//   T_ij = A_i B_j w_ij
//
//   unconstrained  A = B = 1
//   total          A_i = N / sum w, B = 1
//   production     A_i = O_i / sum_j w_ij, B = 1
//   attraction     B_j = D_j / sum_i w_ij, A = 1
//   doubly         both sums are right: iterative proportional fitting (Deming and Stephan 1940;
//                  Furness 1965), rows exactly and columns to a tolerance
//
// A weight of zero stays a flow of zero (a structural zero).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/row_blocks.hpp"

namespace ravenstein::models {

enum class Constraint : std::uint8_t { unconstrained, total, production, attraction, doubly };

std::string_view name_of(Constraint constraint);
/// All five, in this order.
std::span<const Constraint> constraints();

/// What is known of the flows; only what the constraint needs is looked at.
struct Margins {
  double total = 0;
  std::span<const double> origin;       ///< O_i
  std::span<const double> destination;  ///< D_j
  /// For messages: zones that are origins and destinations (numbers from 1 if not given), and the
  /// file that the sums stand in.
  std::span<const std::string> zone = {};
  std::string_view file = {};
};

struct BalancingOptions {
  double tolerance = 1e-10;     ///< of a sum, relative
  int most_iterations = 20000;  ///< each one reads all weights once
};

struct Balance {
  std::vector<double> origin_factor;       ///< A_i; 0 where O_i is 0
  std::vector<double> destination_factor;  ///< B_j; 0 where D_j is 0
  int iterations = 0;
  double worst_margin = 0;  ///< |sum - margin| / margin, the largest of all
  bool converged = false;
};

/// The factors. Rows of `weights` run over `destinations` and are asked for several times, in
/// parallel. Throws InputError (data) if no matrix with these zeros has these margins, and says
/// which places cannot be served; std::logic_error if a weight is negative or not finite.
/// `converged` is false if the tolerance was not reached in the iterations allowed.
Balance balance(std::size_t origins, std::size_t destinations, const RowSource& weights,
                Constraint constraint, const Margins& margins,
                const BalancingOptions& options = {});

/// T_ij = A_i B_j w_ij, row by row. `balance` must outlive it.
RowSource balanced_rows(const RowSource& weights, const Balance& balance);

}  // namespace ravenstein::models
