// SPDX-License-Identifier: Apache-2.0
#include "calibration/mcmc/diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravenstein::calibration {
namespace {

struct Variances {
  double within = 0;
  double pooled = 0;  ///< of the posterior, by within and between
};

Variances variances(const Eigen::MatrixXd& chains) {
  const auto n = static_cast<double>(chains.rows());
  const Eigen::RowVectorXd mean = chains.colwise().mean();
  const Eigen::MatrixXd off = chains.rowwise() - mean;
  Variances v;
  v.within = off.squaredNorm() / ((n - 1) * static_cast<double>(chains.cols()));
  const double between = chains.cols() > 1 ? (mean.array() - mean.mean()).square().sum() /
                                                 static_cast<double>(chains.cols() - 1)
                                           : 0;
  v.pooled = (n - 1) / n * v.within + between;
  return v;
}

}  // namespace

Eigen::MatrixXd chains_of(const std::vector<Eigen::MatrixXd>& kept, Eigen::Index parameter) {
  if (kept.empty()) return {};
  Eigen::MatrixXd chains(static_cast<Eigen::Index>(kept.size()), kept[0].cols());
  for (std::size_t t = 0; t < kept.size(); ++t) {
    chains.row(static_cast<Eigen::Index>(t)) = kept[t].row(parameter);
  }
  return chains;
}

double split_r_hat(const Eigen::MatrixXd& chains) {
  const Eigen::Index half = chains.rows() / 2;
  if (half < 2) return std::numeric_limits<double>::quiet_NaN();
  Eigen::MatrixXd split(half, 2 * chains.cols());
  split.leftCols(chains.cols()) = chains.topRows(half);
  split.rightCols(chains.cols()) = chains.bottomRows(half);
  const Variances v = variances(split);
  return std::sqrt(v.pooled / v.within);
}

double effective_draws(const Eigen::MatrixXd& chains) {
  const Eigen::Index n = chains.rows();
  const double all = static_cast<double>(chains.size());
  if (n < 4) return std::numeric_limits<double>::quiet_NaN();
  const Variances v = variances(chains);
  const auto correlation = [&](Eigen::Index lag) {
    const Eigen::MatrixXd step = chains.bottomRows(n - lag) - chains.topRows(n - lag);
    const double variogram = step.squaredNorm() / static_cast<double>(step.size());
    return 1 - variogram / (2 * v.pooled);
  };
  double sum = 0;
  for (Eigen::Index lag = 1; lag + 1 < n; lag += 2) {
    const double pair = correlation(lag) + correlation(lag + 1);
    if (!(pair > 0)) break;
    sum += pair;
  }
  return std::min(all, all / (1 + 2 * sum));
}

}  // namespace ravenstein::calibration
