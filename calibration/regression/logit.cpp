// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/logit.hpp"

#include <cmath>
#include <stdexcept>

#include "calibration/regression/penalised.hpp"

namespace ravenstein::calibration {

double logistic(double eta) {
  return eta >= 0 ? 1 / (1 + std::exp(-eta)) : std::exp(eta) / (1 + std::exp(eta));
}

Fit fit_logit(const Regression& data, const Penalty& penalty) {
  check(data, penalty, true);
  for (const double y : data.y) {
    if (y != 0 && y != 1) throw std::invalid_argument("logit: expected y = 0 or 1");
  }
  const Eigen::VectorXd start = Eigen::VectorXd::Zero(data.x.cols());
  return fit_penalised(data, penalty, start, [&](const Eigen::VectorXd& eta) {
    RowwiseShape shape{0, Eigen::VectorXd(eta.size()), Eigen::VectorXd(eta.size())};
    for (Eigen::Index i = 0; i < eta.size(); ++i) {
      const double p = logistic(eta(i));
      // ln(1 + exp(eta)) without overflow
      shape.value +=
          data.y(i) * eta(i) - std::max(eta(i), 0.0) - std::log1p(std::exp(-std::abs(eta(i))));
      shape.slope(i) = data.y(i) - p;
      shape.curvature(i) = p * (1 - p);
    }
    return shape;
  });
}

}  // namespace ravenstein::calibration
