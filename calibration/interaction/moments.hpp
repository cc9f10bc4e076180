// SPDX-License-Identifier: Apache-2.0
// One reading of all cells: the likelihood, its derivatives by coefficients and by effects of
// destinations, with the effects of origins eliminated row by row. With weights w (the information
// of a cell's predictor) and s its score, for every row
//
//   z~_k = z_k - (sum w z_k) / (sum w)           terms centred within the row
//
// and the system that a Newton step solves shrinks to coefficients and destinations,
//
//   [ sum w z~ z~'   B' ] [d coefficients]   [ sum s z~            ]
//   [ B              S  ] [d effects     ] = [ sum_i s - w r_i/R_i ]
//
// B_jk = sum_i w z~_k; S = diag(sum_i w) - W' diag(1/R) W (column_system.hpp); R, r: row sums of w,
// s. For Poisson flows the effects of origins (or the constant) are not merely eliminated but set
// to where their likelihood is largest, in the same reading.
#pragma once

#include <span>
#include <vector>

#include "calibration/interaction/design.hpp"

namespace ravenstein::calibration {

/// Where a fit stands. Effects are logarithms, -infinity where nothing was observed to flow; empty
/// if the model has none.
struct FitState {
  std::vector<double> coefficient;
  std::vector<double> origin_effect;
  std::vector<double> destination_effect;
};

/// What Poisson flows tell, all that is needed of them: sums over cells that are neither missing
/// nor censored.
struct Totals {
  double flow = 0;
  std::vector<double> origin;       ///< sum_j y
  std::vector<double> destination;  ///< sum_i y
  std::vector<double> terms;        ///< sum y z_k
  double cells = 0;                 ///< all that are not missing
  bool censored = false;            ///< some are
};

Totals totals_of(const Design& design);

/// How the likelihood is told: the family, its alpha, and whether single flows must be looked at.
struct Likelihood {
  Family family = Family::poisson;
  double alpha = 0;
  bool by_cell = false;  ///< negative binomial, or some cells censored
  /// Weights are the negative binomial's observed information (Newton's method) rather than its
  /// expectation (standard errors). With a logarithmic link both are positive.
  bool observed = false;
};

struct Moments {
  double objective = 0;
  std::vector<double> score;               ///< per coefficient
  std::vector<double> information;         ///< coefficients x coefficients
  std::vector<double> destination_score;   ///< per destination, as above
  std::vector<double> destination_weight;  ///< sum_i w
  std::vector<double> destination_terms;   ///< B': coefficients x destinations
  std::vector<double> origin_weight;       ///< R
  std::vector<double> origin_score;        ///< r; 0 where effects are set
  std::vector<double> origin_terms;        ///< sum_j w z_k: origins x coefficients
};

/// Reads all cells. Changes `state`: Poisson effects of origins, and the constant, are set.
Moments moments_of(const Design& design, const Totals& totals, const Likelihood& likelihood,
                   FitState& state);

/// Writes the weights w of row i into `row.mu`, as moments_of has them.
void row_weights(const Design& design, const Likelihood& likelihood, const FitState& state,
                 std::size_t i, DesignRow& row);

/// Sets the effects of destinations to where the Poisson likelihood is largest, the rest given.
void set_destination_effects(const Design& design, const Totals& totals, FitState& state);

}  // namespace ravenstein::calibration
