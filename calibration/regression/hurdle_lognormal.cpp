// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/hurdle_lognormal.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "calibration/regression/least_squares.hpp"
#include "calibration/regression/logit.hpp"

namespace ravenstein::calibration {
namespace {

/// x with a column per region.
Eigen::MatrixXd with_regions(const HurdleData& data) {
  const Eigen::Index k = data.x.cols();
  Eigen::MatrixXd x = Eigen::MatrixXd::Zero(data.x.rows(), k + data.regions);
  x.leftCols(k) = data.x;
  if (data.regions == 0) return x;
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    x(i, k + data.region[static_cast<std::size_t>(i)]) = 1;
  return x;
}

Penalty penalties(const HurdleData& data, const HurdlePenalty& penalty) {
  const Eigen::Index k = data.x.cols();
  Penalty lambda = Penalty::Zero(k + data.regions);
  lambda.segment(1, k - 1).setConstant(2 * penalty.driver_weight);
  lambda.tail(data.regions).setConstant(1 / (penalty.region_sd * penalty.region_sd));
  return lambda;
}

/// ln y of the cells with y > 0.
Regression sizes(const Eigen::MatrixXd& x, const HurdleData& data) {
  std::vector<Eigen::Index> rows;
  Regression positive;
  for (Eigen::Index i = 0; i < data.persons.size(); ++i) {
    if (data.persons(i) <= 0) continue;
    rows.push_back(i);
    if (!data.cluster.empty()) {
      positive.cluster.push_back(data.cluster[static_cast<std::size_t>(i)]);
    }
  }
  positive.x = x(rows, Eigen::all);
  positive.y = data.persons(rows).array().log();
  return positive;
}

/// The size's fit and s.
void fit_size(const Regression& positive, const Penalty& lambda, HurdleLognormal& model) {
  constexpr int kRounds = 500;
  if (positive.y.size() < 2) {
    throw std::invalid_argument("hurdle-lognormal: fewer than two cells with people displaced");
  }
  const double freedom = std::max(
      1.0, static_cast<double>(positive.y.size()) - static_cast<double>(lambda.size()) / 2);
  double variance = 1;
  bool settled = false;
  LeastSquaresFit fit;
  for (int round = 0; round < kRounds && !settled; ++round) {
    fit = fit_least_squares(positive, lambda * variance);
    const double next = fit.sum_of_squares / freedom;
    settled = std::abs(next - variance) <= 1e-13 * variance;
    variance = next;
  }
  Eigen::MatrixXd information = positive.x.transpose() * positive.x;
  information.diagonal() += lambda * variance;
  fit.covariance = variance * information.inverse();
  fit.converged = fit.converged && settled;
  model.size = fit;
  model.log_sd = std::sqrt(variance);
}

}  // namespace

HurdleLognormal fit_hurdle_lognormal(const HurdleData& data, const HurdlePenalty& penalty) {
  const Eigen::MatrixXd x = with_regions(data);
  const Penalty lambda = penalties(data, penalty);
  HurdleLognormal model;
  model.drivers = data.x.cols();
  model.occurrence =
      fit_logit({x, (data.persons.array() > 0).cast<double>().matrix(), {}, data.cluster}, lambda);
  const Regression positive = sizes(x, data);
  model.positive = static_cast<int>(positive.y.size());
  fit_size(positive, lambda, model);
  double expected = 0;
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    expected += logistic(x.row(i).dot(model.occurrence.coefficient)) *
                std::exp(x.row(i).dot(model.size.coefficient));
  }
  model.ratio_of_means = data.persons.sum() / expected;
  return model;
}

HurdlePredictor predictor(const HurdleLognormal& model, const Eigen::VectorXd& x, int region) {
  const auto sum = [&](const Eigen::VectorXd& coefficient) {
    double eta = x.dot(coefficient.head(model.drivers));
    if (coefficient.size() > model.drivers) eta += coefficient(model.drivers + region);
    return eta;
  };
  return {sum(model.occurrence.coefficient), sum(model.size.coefficient)};
}

HurdleForecast forecast(const HurdleLognormal& model, const Eigen::VectorXd& x, int region,
                        double cap) {
  const HurdlePredictor terms = predictor(model, x, region);
  return {logistic(terms.occurrence), terms.log_size, model.log_sd, cap};
}

}  // namespace ravenstein::calibration
