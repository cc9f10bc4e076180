// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/negative_binomial.hpp"

#include <cmath>

#include "calibration/regression/newton.hpp"
#include "calibration/regression/poisson.hpp"

namespace ravenstein::calibration {
namespace {

/// ln Gamma'(x), x > 0: recurrence to x >= 10, then the asymptotic series (Abramowitz &
/// Stegun 6.3.18).
double digamma(double x) {
  double sum = 0;
  for (; x < 10; x += 1) sum -= 1 / x;
  const double u = 1 / (x * x);
  return sum + std::log(x) - 0.5 / x -
         u * (1.0 / 12 - u * (1.0 / 120 - u * (1.0 / 252 - u * (1.0 / 240 - u / 132))));
}

/// Its derivative (6.4.12).
double trigamma(double x) {
  double sum = 0;
  for (; x < 10; x += 1) sum += 1 / (x * x);
  const double u = 1 / (x * x);
  return sum + 1 / x + u / 2 +
         u / x * (1.0 / 6 - u * (1.0 / 30 - u * (1.0 / 42 - u * (1.0 / 30 - u * 5.0 / 66))));
}

/// One row: log-likelihood and derivatives by eta and r = 1 / alpha.
struct Row {
  double value, by_eta, by_r, by_eta_eta, by_eta_r, by_r_r;
};

Row row_of(double y, double eta, double r) {
  const double mu = std::exp(eta);
  const double all = r + mu;
  Row row{};
  // r ln(r / (r + mu)) by log1p: for large r the plain form loses all digits.
  row.value = std::lgamma(y + r) - std::lgamma(r) - std::lgamma(y + 1) - r * std::log1p(mu / r) +
              y * (eta - std::log(all));
  row.by_eta = (y - mu) * r / all;
  row.by_r = digamma(y + r) - digamma(r) - std::log1p(mu / r) + (mu - y) / all;
  row.by_eta_eta = -mu * r * (r + y) / (all * all);
  row.by_eta_r = (y - mu) * mu / (all * all);
  row.by_r_r = trigamma(y + r) - trigamma(r) + mu / (r * all) - (mu - y) / (all * all);
  return row;
}

/// Gradient rows and shape by (c, theta), theta = ln(alpha) = -ln(r).
LocalShape shape_at(const Regression& data, const Eigen::VectorXd& at, Eigen::MatrixXd& score) {
  const Eigen::Index k = data.x.cols();
  const double r = std::exp(-at(k));
  const Eigen::VectorXd eta = linear_predictor(data, at.head(k));
  LocalShape shape{0, Eigen::VectorXd::Zero(k + 1), Eigen::MatrixXd::Zero(k + 1, k + 1)};
  score.resize(data.x.rows(), k + 1);
  for (Eigen::Index i = 0; i < data.x.rows(); ++i) {
    const Row row = row_of(data.y(i), eta(i), r);
    const Eigen::VectorXd x = data.x.row(i).transpose();
    shape.value += row.value;
    score.row(i).head(k) = row.by_eta * x.transpose();
    score(i, k) = -r * row.by_r;
    shape.negative_hessian.topLeftCorner(k, k) -= row.by_eta_eta * x * x.transpose();
    shape.negative_hessian.col(k).head(k) += r * row.by_eta_r * x;
    shape.negative_hessian(k, k) -= r * r * row.by_r_r + r * row.by_r;
  }
  shape.negative_hessian.row(k) = shape.negative_hessian.col(k).transpose();
  shape.gradient = score.colwise().sum().transpose();
  return shape;
}

}  // namespace

Fit fit_negative_binomial(const Regression& data) {
  const Eigen::Index k = data.x.cols();
  Eigen::VectorXd start(k + 1);
  start << fit_poisson(data).coefficient, 0;
  Eigen::MatrixXd score;
  const Maximum found =
      maximise([&](const Eigen::VectorXd& at) { return shape_at(data, at, score); }, start, 1e-14);
  Fit fit;
  fit.log_likelihood = shape_at(data, found.at, score).value;
  fit.coefficient = found.at;
  fit.iterations = found.iterations;
  fit.converged = found.converged;
  const double alpha = fit.coefficient(k) = std::exp(found.at(k));
  Eigen::VectorXd scale = Eigen::VectorXd::Ones(k + 1);  // d alpha / d theta = alpha
  scale(k) = alpha;
  const Eigen::MatrixXd bread = found.shape.negative_hessian.inverse();
  fit.covariance = scale.asDiagonal() * bread * scale.asDiagonal();
  if (!data.cluster.empty()) {
    fit.clustered =
        scale.asDiagonal() * clustered_covariance(bread, score, data.cluster) * scale.asDiagonal();
  }
  return fit;
}

}  // namespace ravenstein::calibration
