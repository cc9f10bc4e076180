// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/poisson.hpp"

#include <cmath>

#include "calibration/regression/penalised.hpp"

namespace ravenstein::calibration {

Fit fit_poisson(const Regression& data, const Penalty& penalty) {
  check(data, penalty, true);
  double constant = 0;
  for (const double y : data.y) constant -= std::lgamma(y + 1);
  const double exposure = data.offset.size() == 0 ? static_cast<double>(data.y.size())
                                                  : data.offset.array().exp().sum();
  // From the mean: the column of ones, where there is one, starts at the mean rate.
  Eigen::VectorXd start = Eigen::VectorXd::Zero(data.x.cols());
  if ((data.x.col(0).array() == 1).all()) {
    start(0) = std::log(std::max(data.y.sum(), 1e-9) / exposure);
  }
  return fit_penalised(data, penalty, start, [&](const Eigen::VectorXd& eta) {
    const Eigen::VectorXd mu = eta.array().exp();
    return RowwiseShape{data.y.dot(eta) - mu.sum() + constant, data.y - mu, mu};
  });
}

double dispersion(const Regression& data, const Fit& fit) {
  const Eigen::ArrayXd mu = linear_predictor(data, fit.coefficient).array().exp();
  const double pearson = ((data.y.array() - mu).square() / mu).sum();
  return pearson / static_cast<double>(data.x.rows() - data.x.cols());
}

QuasiPoissonFit fit_quasi_poisson(const Regression& data, const Penalty& penalty) {
  constexpr int kRounds = 200;
  QuasiPoissonFit fit;
  double phi = 1;
  for (int round = 1; round <= kRounds; ++round) {
    static_cast<Fit&>(fit) = fit_poisson(data, penalty * phi);
    fit.dispersion = dispersion(data, fit);
    const bool settled = std::abs(fit.dispersion - phi) <= 1e-10 * phi;
    phi = fit.dispersion;
    if (settled || penalty.size() == 0) break;
    if (round == kRounds) fit.converged = false;
  }
  fit.covariance *= phi;
  return fit;
}

}  // namespace ravenstein::calibration
