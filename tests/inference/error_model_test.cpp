// SPDX-License-Identifier: Apache-2.0
#include "calibration/observation/error_model.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

namespace ravenstein::calibration {
namespace {

ErrorModel poisson() { return {.kind = ErrorKind::poisson}; }

/// The probabilities of the counts first .. last - 1 together.
double sum_of(const ErrorModel& model, double people, int first, int last) {
  double sum = 0;
  for (int y = first; y < last; ++y) sum += std::exp(log_likelihood(model, people, y));
  return sum;
}

}  // namespace

TEST_CASE("error models: probabilities of counts are those worked out by hand") {
  // e^-3 3^2 / 2
  CHECK(log_likelihood(poisson(), 3, 2) == Approx(std::log(4.5 * std::exp(-3.0))));
  // (k + y - 1 over y) (k / (k + m))^k (m / (k + m))^y with k = 2, m = 3, y = 2: 3 .16 .36
  const ErrorModel wide{.kind = ErrorKind::negative_binomial, .dispersion = 2};
  CHECK(log_likelihood(wide, 3, 2) == Approx(std::log(3 * .16 * .36)));
  // with very large k it is Poisson
  const ErrorModel narrow{.kind = ErrorKind::negative_binomial, .dispersion = 1e6};
  CHECK(log_likelihood(narrow, 3, 2) == Approx(log_likelihood(poisson(), 3, 2)).epsilon(1e-5));
}

TEST_CASE("error models: probabilities sum to 1, with the moments that they promise") {
  for (const ErrorKind kind : {ErrorKind::poisson, ErrorKind::negative_binomial}) {
    const ErrorModel model{.kind = kind, .dispersion = 4, .detection_rate = .5};
    double sum = 0, mean = 0, square = 0;
    for (int y = 0; y < 2000; ++y) {
      const double p = std::exp(log_likelihood(model, 40, y));
      sum += p;
      mean += p * y;
      square += p * y * y;
    }
    CHECK(sum == Approx(1));
    CHECK(mean == Approx(20));  // half of 40 are found
    const double variance = kind == ErrorKind::poisson ? 20 : 20 + 20.0 * 20 / 4;
    CHECK(square - mean * mean == Approx(variance));
  }
}

TEST_CASE("error models: Gaussian errors of transformed counts are densities of the count") {
  for (const CountTransform t : {CountTransform::log1p, CountTransform::sqrt}) {
    const ErrorModel model{.kind = ErrorKind::gaussian, .transform = t, .sd = .25};
    double integral = 0;  // by the midpoint rule; what lies below 0 is < 1e-9
    constexpr double kStep = .01;
    for (double y = kStep / 2; y < 2000; y += kStep) {
      integral += kStep * std::exp(log_likelihood(model, 50, y));
    }
    CHECK(integral == Approx(1).epsilon(1e-5));
  }
  // normal density at one standard deviation: e^-1/2 / (2 sqrt(2 pi))
  const ErrorModel plain{.kind = ErrorKind::gaussian, .transform = CountTransform::none, .sd = 2};
  CHECK(log_likelihood(plain, 10, 12) ==
        Approx(-.5 - std::log(2 * std::sqrt(2 * std::numbers::pi))));
  CHECK(transformed(CountTransform::sqrt, 0) == Approx(std::sqrt(.375)));
}

TEST_CASE("error models: a censored count has the probability of all counts below the threshold") {
  for (const ErrorKind kind : {ErrorKind::poisson, ErrorKind::negative_binomial}) {
    ErrorModel model{.kind = kind, .dispersion = 3};
    const double below = sum_of(model, 12, 0, 10);
    model.censored_below = 10;
    CHECK(log_likelihood(model, 12, 0) == Approx(std::log(below)));
    CHECK(log_likelihood(model, 12, 9) == Approx(std::log(below)));
    CHECK(std::exp(log_likelihood(model, 12, 0)) + sum_of(model, 12, 10, 2000) == Approx(1));
  }
  ErrorModel gaussian{.kind = ErrorKind::gaussian, .transform = CountTransform::none, .sd = 2};
  gaussian.censored_below = 10;
  CHECK(log_likelihood(gaussian, 10, 3) == Approx(std::log(.5)));
  CHECK(log_likelihood(gaussian, 14, 3) == Approx(std::log(std::erfc(std::numbers::sqrt2) / 2)));
  // 60 sd above: ln Phi(-60) = -1800 - ln 60 - ln(2 pi) / 2 + ln(1 - 1/3600 ..)
  CHECK(log_likelihood(gaussian, 130, 3) ==
        Approx(-1800 - std::log(60) - std::log(2 * std::numbers::pi) / 2 - 1 / 3600.0));
}

TEST_CASE("error models: nobody expected does not make somebody impossible") {
  const ErrorModel model{.kind = ErrorKind::poisson, .least_expected = .5};
  CHECK(log_likelihood(model, 0, 1) == Approx(std::log(.5) - .5));
  CHECK(log_likelihood(model, 0, 0) == Approx(-.5));
}

TEST_CASE("error models: as a normal error") {
  const GaussianView poisson_view = gaussian_view(poisson(), 100, 81);
  CHECK(poisson_view.observed == Approx(std::sqrt(81.375)));
  CHECK(poisson_view.predicted == Approx(std::sqrt(100.375)));
  CHECK(poisson_view.sd == .5);
  const ErrorModel wide{.kind = ErrorKind::negative_binomial, .dispersion = 27};
  CHECK(gaussian_view(wide, 100, 81).sd == Approx(1));  // sqrt(1 + 81 / 27) / 2
  ErrorModel censored{.kind = ErrorKind::gaussian, .transform = CountTransform::log1p, .sd = .2};
  censored.censored_below = 10;
  const GaussianView below = gaussian_view(censored, 5, 0);
  CHECK(below.predicted == below.observed);
  CHECK(gaussian_view(censored, 20, 0).predicted > below.observed);
}

}  // namespace ravenstein::calibration
