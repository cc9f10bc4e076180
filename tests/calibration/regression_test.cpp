// SPDX-License-Identifier: Apache-2.0
// Fitters on problems with answers in closed form, and what they refuse.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/regression/destination_logit.hpp"
#include "calibration/regression/draw.hpp"
#include "calibration/regression/hurdle_lognormal.hpp"
#include "calibration/regression/least_squares.hpp"
#include "calibration/regression/logit.hpp"
#include "calibration/regression/negative_binomial.hpp"
#include "calibration/regression/poisson.hpp"

namespace ravenstein::calibration {
namespace {

/// Two groups: ones, and 1 in the second.
Regression two_groups(std::vector<double> first, const std::vector<double>& second) {
  Regression data;
  const auto n = static_cast<Eigen::Index>(first.size() + second.size());
  data.x = Eigen::MatrixXd::Ones(n, 2);
  data.x.col(1).head(static_cast<Eigen::Index>(first.size())).setZero();
  first.insert(first.end(), second.begin(), second.end());
  data.y = Eigen::Map<const Eigen::VectorXd>(first.data(), n);
  return data;
}

TEST_CASE("Poisson of two groups: rates are persons over exposure, errors 1 / sqrt(persons)") {
  Regression data = two_groups({2, 4}, {9, 3, 12});
  data.offset = Eigen::VectorXd::Constant(5, std::log(10.0));
  const Fit fit = fit_poisson(data);
  CHECK(fit.converged);
  CHECK(fit.coefficient(0) == Approx(std::log(6 / 20.0)));
  CHECK(fit.coefficient(1) == Approx(std::log((24 / 30.0) / (6 / 20.0))));
  CHECK(standard_errors(fit.covariance)(1) == Approx(std::sqrt(1 / 6.0 + 1 / 24.0)));
  // Pearson: (1 + 1) / 3 + (1 + 25 + 16) / 8 over 5 - 2.
  CHECK(dispersion(data, fit) == Approx((2 / 3.0 + 42 / 8.0) / 3));
  const QuasiPoissonFit quasi = fit_quasi_poisson(data);
  CHECK(quasi.coefficient == fit.coefficient);
  CHECK(quasi.covariance(0, 0) == Approx(fit.covariance(0, 0) * (2 / 3.0 + 42 / 8.0) / 3));
}

TEST_CASE("errors by cluster add up what a cluster shares") {
  // A mean: residuals -3 -1 0 4; by cluster -4 and 4. Bread 1/4, so the variance is 32 / 16.
  Regression data{Eigen::MatrixXd::Ones(4, 1), Eigen::Vector4d(1, 3, 4, 8), {}, {7, 7, 2, 2}};
  const LeastSquaresFit fit = fit_least_squares(data);
  CHECK(fit.coefficient(0) == Approx(4));
  CHECK(fit.clustered(0, 0) == Approx(2));
  CHECK(fit.covariance(0, 0) == Approx((9 + 1 + 16) / 3.0 / 4));
}

TEST_CASE("logit of two groups: log odds") {
  const Regression data = two_groups({1, 0, 0, 0}, {1, 1, 1, 0});
  const Fit fit = fit_logit(data);
  CHECK(fit.coefficient(0) == Approx(std::log(1 / 3.0)));
  CHECK(fit.coefficient(1) == Approx(2 * std::log(3)));
  CHECK(fit.log_likelihood == Approx(2 * (std::log(.25) + 3 * std::log(.75))));
  CHECK(logistic(-800) == Approx(0).margin(1e-300));
  CHECK(logistic(800) == 1);
}

TEST_CASE("a penalty draws to zero, and separates what cannot be told") {
  // All of the second group happen: without a penalty there is no maximum.
  const Regression data = two_groups({1, 0}, {1, 1});
  CHECK_FALSE(std::abs(fit_logit(data).coefficient(1)) < 15);
  Penalty penalty(2);
  penalty << 0, 2;
  const Fit fit = fit_logit(data, penalty);
  CHECK(fit.converged);
  // At the maximum the gradient of the likelihood equals the penalty's.
  const double p = logistic(fit.coefficient(0) + fit.coefficient(1));
  CHECK(2 * (1 - p) == Approx(2 * fit.coefficient(1)));
}

TEST_CASE("NB2 of one group has the sample mean, and Poisson's likelihood where nothing scatters") {
  Regression data{Eigen::MatrixXd::Ones(6, 1), Eigen::VectorXd(6)};
  data.y << 0, 1, 3, 20, 0, 6;
  const Fit fit = fit_negative_binomial(data);
  CHECK(fit.converged);
  CHECK(fit.coefficient(0) == Approx(std::log(5)));
  // The likelihood by alpha, written out, has its maximum there.
  const auto likelihood = [&](double alpha) {
    const double r = 1 / alpha;
    double sum = 0;
    for (const double y : data.y) {
      sum += std::lgamma(y + r) - std::lgamma(r) - std::lgamma(y + 1) + r * std::log(r / (r + 5)) +
             y * std::log(5 / (r + 5));
    }
    return sum;
  };
  const double alpha = fit.coefficient(1);
  CHECK(fit.log_likelihood == Approx(likelihood(alpha)));
  CHECK(likelihood(alpha) > likelihood(alpha * 1.01));
  CHECK(likelihood(alpha) > likelihood(alpha / 1.01));
  const double h = 1e-3;
  const double curvature =
      (likelihood(alpha + h) - 2 * likelihood(alpha) + likelihood(alpha - h)) / (h * h);
  CHECK(fit.covariance(1, 1) == Approx(-1 / curvature).epsilon(1e-4));
}

TEST_CASE("destination logit with a constant per alternative gives the observed shares") {
  // Alternatives 0, 1, 2 of two origins; constants for 1 and 2.
  DestinationChoices data{Eigen::MatrixXd::Zero(6, 2), Eigen::VectorXd(6), {0, 0, 0, 1, 1, 1}};
  for (const int block : {0, 3}) data.x(block + 1, 0) = data.x(block + 2, 1) = 1;
  data.persons << 10, 20, 30, 0, 20, 20;
  const Fit fit = fit_destination_logit(data);
  CHECK(fit.converged);
  CHECK(fit.coefficient(0) == Approx(std::log(40 / 10.0)));
  CHECK(fit.coefficient(1) == Approx(std::log(50 / 10.0)));
  CHECK(fit.log_likelihood == Approx(10 * std::log(.1) + 40 * std::log(.4) + 50 * std::log(.5)));
  CHECK(choice_shares(data, fit.coefficient)(4) == Approx(.4));
}

TEST_CASE("hurdle-lognormal without drivers and regions: share of cells, mean and sd of logs") {
  HurdleData data{Eigen::MatrixXd::Ones(5, 1), Eigen::VectorXd(5), {}, 0};
  data.persons << 0, std::exp(1), std::exp(3), 0, std::exp(5);
  const HurdleLognormal model = fit_hurdle_lognormal(data);
  CHECK(logistic(model.occurrence.coefficient(0)) == Approx(.6));
  CHECK(model.size.coefficient(0) == Approx(3));
  CHECK(model.log_sd == Approx(std::sqrt(8 / 2.5)));  // SSE / (n+ - p / 2)
  const HurdleForecast cell = forecast(model, Eigen::VectorXd::Ones(1), 0, 100);
  CHECK(cell.probability == Approx(.6));
  CHECK(cell.quantile(.4) == 0);
  CHECK(cell.quantile(.7) == Approx(std::exp(3)));
  CHECK(cell.quantile(.999) == 100);
  data.persons.setZero();
  CHECK_THROWS_AS(fit_hurdle_lognormal(data), std::invalid_argument);
}

TEST_CASE("effects of regions are drawn to zero by their variance") {
  // Occurrence is certain; logs 1, 1, 1 in region 0 and 3, 3, 3 in region 1, 0.1 around.
  HurdleData data{Eigen::MatrixXd::Ones(6, 1), Eigen::VectorXd(6), {0, 0, 0, 1, 1, 1}, 2};
  const double logs[] = {.9, 1, 1.1, 2.9, 3, 3.1};
  for (int i = 0; i < 6; ++i) data.persons(i) = std::exp(logs[i]);
  const HurdleLognormal model = fit_hurdle_lognormal(data, {0.05, 0.7});
  CHECK(model.size.coefficient(0) == Approx(2));
  const double variance = model.log_sd * model.log_sd;
  // Shrinkage of a mean of 3: 3 / (3 + s^2 / tau^2).
  CHECK(model.size.coefficient(2) == Approx(3 / (3 + variance / .49)));
}

TEST_CASE("drawn coefficients have the mean and the covariance they should") {
  Eigen::Vector2d mean(1, -2);
  Eigen::Matrix2d covariance;
  covariance << 4, 1.2, 1.2, 1;
  constexpr int kDraws = 20000;
  Eigen::Vector2d sum = Eigen::Vector2d::Zero();
  Eigen::Matrix2d squares = Eigen::Matrix2d::Zero();
  for (std::uint32_t i = 0; i < kDraws; ++i) {
    Stream stream({3, i}, Purpose::attribute, 0, 0);
    const Eigen::Vector2d d = draw_coefficients(stream, mean, covariance) - mean;
    sum += d;
    squares += d * d.transpose();
  }
  // Six standard errors: 6 * 2 / sqrt(20000) and 6 * 4 sqrt(2 / 20000).
  CHECK(std::abs(sum(0) / kDraws) < 0.085);
  CHECK(std::abs(squares(0, 0) / kDraws - 4) < 0.24);
  CHECK(std::abs(squares(0, 1) / kDraws - 1.2) < 0.12);
  covariance(1, 1) = -1;
  Stream stream({3, 0}, Purpose::attribute, 0, 0);
  CHECK_THROWS_AS(draw_coefficients(stream, mean, covariance), std::invalid_argument);
}

TEST_CASE("data that do not fit together are refused") {
  Regression data = two_groups({1, 0}, {1, 1});
  data.y(0) = -1;
  CHECK_THROWS_WITH(fit_poisson(data), Catch::Contains("expected counts"));
  data.y(0) = std::nan("");
  CHECK_THROWS_WITH(fit_least_squares(data), Catch::Contains("not finite"));
  data.y(0) = 0.5;
  CHECK_THROWS_WITH(fit_logit(data), Catch::Contains("0 or 1"));
  data.offset = Eigen::VectorXd::Zero(3);
  CHECK_THROWS_WITH(fit_poisson(data), Catch::Contains("offset"));
  CHECK_THROWS_WITH(fit_least_squares(two_groups({1}, {1})), Catch::Contains("more rows"));
}

}  // namespace
}  // namespace ravenstein::calibration
