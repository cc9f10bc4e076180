// SPDX-License-Identifier: Apache-2.0
// Solves with S = diag(sum_i w) - W' diag(1/R) W, the information of the effects of destinations
// once those of origins are eliminated, by conjugate gradients (Hestenes and Stiefel 1952): a
// product with S is one reading of the cells, so S itself is never built. S does not see a constant
// added to all effects; right-hand sides here have none.
#pragma once

#include <span>
#include <vector>

#include "calibration/interaction/moments.hpp"

namespace ravenstein::calibration {

class ColumnSystem {
 public:
  ColumnSystem(const Design& design, const Likelihood& likelihood, const FitState& state,
               const Moments& moments)
      : design_(design), likelihood_(likelihood), state_(state), moments_(moments) {}

  /// Solves for `count` right-hand sides at once (count x destinations). `solution` holds a guess,
  /// then the result. Ends when every residual is below `tolerance` of its right-hand side in the
  /// norm of diag(1 / sum w). Returns how many times the cells were read.
  int solve(std::size_t count, std::span<const double> right, double tolerance,
            std::span<double> solution) const;

 private:
  /// result = S x for `count` vectors
  void apply(std::size_t count, std::span<const double> x, std::span<double> result) const;

  const Design& design_;
  const Likelihood& likelihood_;
  const FitState& state_;
  const Moments& moments_;
};

}  // namespace ravenstein::calibration
