// SPDX-License-Identifier: Apache-2.0
#include "calibration/sensitivity/sobol_sums.hpp"

namespace ravenstein::calibration {

SobolSums empty_sums(Eigen::Index outputs, Eigen::Index factors, bool second_order) {
  SobolSums s;
  s.mean = s.squares = s.mean_a = s.mean_b = s.cross = Eigen::VectorXd::Zero(outputs);
  s.mean_mixed = s.gain = s.off_a = s.off_b = Eigen::MatrixXd::Zero(outputs, factors);
  if (second_order) {
    s.mean_back = s.mean_mixed;
    s.pairs = Eigen::MatrixXd::Zero(outputs, factors * (factors - 1) / 2);
  }
  return s;
}

void add_row(SobolSums& s, const RowOutputs& row, double weight) {
  const Eigen::Index factors = s.gain.cols();
  const auto a = row.col(0), b = row.col(1);
  for (int of_b = 0; of_b < 2; ++of_b) {  // the variance is that of A and B together
    const Eigen::VectorXd off = row.col(of_b) - s.mean;
    s.mean += off * (weight / (2 * s.weight + (of_b + 1) * weight));
    s.squares.array() += weight * off.array() * (row.col(of_b) - s.mean).array();
  }
  s.weight += weight;
  const double share = weight / s.weight;
  const Eigen::VectorXd off_a = a - s.mean_a;
  const Eigen::VectorXd off_b = b - s.mean_b;  // before its mean moves
  s.mean_a += share * off_a;
  s.mean_b += share * off_b;
  s.cross.array() += weight * off_b.array() * (a - s.mean_a).array();
  for (Eigen::Index i = 0; i < factors; ++i) {
    const auto mixed = row.col(2 + i);
    s.mean_mixed.col(i) += share * (mixed - s.mean_mixed.col(i));
    const Eigen::ArrayXd difference = mixed - a;
    s.gain.col(i).array() +=
        weight * off_b.array() * (difference - (s.mean_mixed.col(i) - s.mean_a).array());
    s.off_a.col(i).array() += weight * difference.square();
    s.off_b.col(i).array() += weight * (mixed - b).array().square();
  }
  if (s.pairs.cols() == 0) return;
  Eigen::Index pair = 0;
  for (Eigen::Index i = 0; i < factors; ++i) {
    const Eigen::ArrayXd off_back = row.col(2 + factors + i) - s.mean_back.col(i);
    s.mean_back.col(i).array() += share * off_back;
    for (Eigen::Index j = i + 1; j < factors; ++j, ++pair) {
      s.pairs.col(pair).array() +=
          weight * off_back * (row.col(2 + j) - s.mean_mixed.col(j)).array();
    }
  }
}

IndexValues index_values(const SobolSums& s) {
  const Eigen::ArrayXd variance = s.squares.array() / (2 * s.weight);
  const auto by_variance = [&](const Eigen::MatrixXd& sums) -> Eigen::MatrixXd {
    return (sums.array() / s.weight).colwise() / variance;
  };
  IndexValues v;
  v.first = by_variance(s.gain);
  v.first_jansen = 1 - by_variance(s.off_b).array() / 2;
  v.total = by_variance(s.off_a) / 2;
  v.second = by_variance(s.pairs.colwise() - s.cross);
  Eigen::Index pair = 0;
  for (Eigen::Index i = 0; i < s.gain.cols() && v.second.cols() > 0; ++i) {
    for (Eigen::Index j = i + 1; j < s.gain.cols(); ++j, ++pair) {
      v.second.col(pair) -= v.first.col(i) + v.first.col(j);
    }
  }
  return v;
}

}  // namespace ravenstein::calibration
