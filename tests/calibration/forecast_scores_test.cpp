// SPDX-License-Identifier: Apache-2.0
// Scores of forecasts with uncertainty, against values worked out by hand or by integration.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <vector>

#include "calibration/scores/common_part.hpp"
#include "calibration/scores/coverage.hpp"
#include "calibration/scores/crps.hpp"
#include "calibration/scores/hurdle_forecast.hpp"
#include "calibration/scores/normal.hpp"

namespace ravenstein::calibration {
namespace {

TEST_CASE("normal quantiles invert the distribution function") {
  CHECK(normal_quantile(.5) == Approx(0).margin(1e-16));
  CHECK(normal_quantile(.975) == Approx(1.959963984540054).epsilon(1e-14));  // tables
  CHECK(normal_quantile(1e-12) == Approx(-7.034483825301131).epsilon(1e-12));
  for (const double p : {1e-300, 1e-9, .02, .3, .7, .999}) {
    CHECK(normal_cdf(normal_quantile(p)) == Approx(p).epsilon(1e-12));
  }
  CHECK(std::isinf(normal_quantile(0)));
}

TEST_CASE("CRPS of a sample") {
  const std::vector<double> one{3}, two{4, 0};
  CHECK(crps(one, 5) == 2);
  // E|X - 1| = 2, E|X - X'| = 2.
  CHECK(crps(two, 1) == Approx(2 - 1));
  CHECK(std::isnan(crps({}, 1)));
  // A normal at its mean: (sqrt(2) - 1) / sqrt(pi) (Gneiting & Raftery 2007).
  std::vector<double> normal;
  for (int i = 0; i < 20000; ++i) normal.push_back(normal_quantile((i + .5) / 20000));
  CHECK(crps(normal, 0) ==
        Approx((std::numbers::sqrt2 - 1) / std::sqrt(std::numbers::pi)).epsilon(1e-4));
}

TEST_CASE("coverage by central intervals") {
  const std::vector<double> sample{4, 0, 2, 1, 3};
  CHECK(sorted_quantile(std::vector<double>{0, 1, 2, 3, 4}, .25) == 1);
  CHECK(covered(sample, 3, .5));
  CHECK_FALSE(covered(sample, 3.2, .5));
  CHECK(covered(sample, 3.2, .9));
}

TEST_CASE("common part of flows") {
  const std::vector<double> a{1, 4, 0}, b{3, 1, 1}, none{0, 0, 0};
  CHECK(common_part(a, b) == Approx(2 * 2 / 10.0));
  CHECK(common_part(a, a) == 1);
  CHECK(std::isnan(common_part(none, none)));
}

TEST_CASE("a hurdle-lognormal forecast: distribution, mean, log score") {
  const HurdleForecast cell{.4, 2, .5, 20};
  CHECK(cell.cdf(0) == Approx(.6));
  CHECK(cell.median() == 0);
  CHECK(cell.quantile(.8) == Approx(std::exp(2)));
  CHECK(cell.cdf(cell.quantile(.9)) == Approx(.9));
  CHECK(cell.cdf(20) == 1);
  double mean = 0;
  for (const double persons : even_sample(cell, 100000)) mean += persons / 100000;
  CHECK(cell.mean() == Approx(mean).epsilon(1e-4));
  CHECK(HurdleForecast{.4, 2, .5}.mean() == Approx(.4 * std::exp(2.125)));
  // P(0) and all whole numbers make one, but for the lognormal below one half.
  double all = 0;
  for (int y = 0; y < 3000; ++y) all += std::exp(log_score(cell, y));
  CHECK(all == Approx(1 - .4 * normal_cdf((std::log(.5) - 2) / .5)));
  CHECK(std::isfinite(log_score({.4, 2, .5}, 1000)));  // far out in the tail
}

}  // namespace
}  // namespace ravenstein::calibration
