// SPDX-License-Identifier: Apache-2.0
// The sums that Sobol' indices are made of, for many outputs at once, updated row by row of the
// design, so that a whole field (time x zone) needs no storage of runs.
#pragma once

#include <Eigen/Core>
#include <span>
#include <tuple>

namespace ravenstein::calibration {

/// Outputs of the runs of one row, outputs x runs: A, B, A with column i of B (i = 1..d), and for
/// second order B with column i of A.
using RowOutputs = Eigen::MatrixXd;

/// Weighted means and co-moments (West 1979, Commun. ACM 22), centred as they grow.
struct SobolSums {
  double weight = 0;
  Eigen::VectorXd mean, squares;          ///< per output, over A and B together
  Eigen::VectorXd mean_a, mean_b, cross;  ///< cross: co-moment of A and B
  Eigen::MatrixXd mean_mixed, mean_back;  ///< outputs x factors, of A_B^i and B_A^i
  Eigen::MatrixXd gain;                   ///< co-moment of B and A_B^i - A
  Eigen::MatrixXd off_a, off_b;           ///< sums of (A - A_B^i)^2 and (B - A_B^i)^2
  Eigen::MatrixXd pairs;                  ///< co-moment of B_A^i and A_B^j, columns i < j

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.weight, s.mean, s.squares, s.mean_a, s.mean_b, s.cross, s.mean_mixed,
                    s.mean_back, s.gain, s.off_a, s.off_b, s.pairs);
  }
};

SobolSums empty_sums(Eigen::Index outputs, Eigen::Index factors, bool second_order);
/// Adds a row `weight` times, > 0.
void add_row(SobolSums& sums, const RowOutputs& row, double weight);

/// Outputs x factors (pairs for `second`: 12, 13, .., 23, ..). NaN where nothing varies.
struct IndexValues {
  Eigen::MatrixXd first;         ///< Saltelli et al. 2010: mean(B (A_B^i - A)) / V, B centred
  Eigen::MatrixXd first_jansen;  ///< Jansen 1999: 1 - mean((B - A_B^i)^2) / 2V
  Eigen::MatrixXd total;         ///< Jansen 1999: mean((A - A_B^i)^2) / 2V
  Eigen::MatrixXd second;        ///< Saltelli 2002: (cov(B_A^i, A_B^j) - cov(A, B)) / V - S_i - S_j
};
IndexValues index_values(const SobolSums& sums);

}  // namespace ravenstein::calibration
