// SPDX-License-Identifier: Apache-2.0
// Distributions of drawn parameters against tables of the normal distribution (NIST/SEMATECH
// e-Handbook of Statistical Methods, 1.3.6.7.1: Phi(1) = 0.84134, Phi(1.96) = 0.97500).
#include "engine/random/distribution.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace ravenstein;

TEST_CASE("distributions: quantiles in closed form") {
  const Distribution uniform = Distribution::uniform(-2, 6);
  CHECK(uniform.quantile(0.25) == 0);
  const Distribution logs = Distribution::log_uniform(0.1, 1000);
  CHECK(logs.quantile(0.25) == Approx(1).epsilon(1e-12));
  const Distribution normal = Distribution::normal(3, 2);
  CHECK(normal.quantile(0.5) == Approx(3).margin(1e-12));
  CHECK(normal.quantile(0.841344746) == Approx(5).epsilon(1e-7));
  CHECK(normal.share_within() == 1);
  const Distribution lognormal = Distribution::log_normal(std::log(10), 0.5);
  CHECK(lognormal.quantile(0.5) == Approx(10).epsilon(1e-12));
  CHECK(lognormal.quantile(0.975) == Approx(10 * std::exp(0.5 * 1.959964)).epsilon(1e-6));
}

TEST_CASE("distributions: what is cut off is not drawn, the rest keeps its shape") {
  const Distribution cut = Distribution::normal(0, 1).within(0, 1);
  CHECK(cut.share_within() == Approx(0.341345).epsilon(1e-5));
  CHECK(cut.quantile(1e-12) == Approx(0).margin(1e-10));
  CHECK(cut.quantile(1 - 1e-12) == Approx(1).epsilon(1e-10));
  // P(X < x | 0 < X < 1) = 1/2 at Phi(x) = 0.5 + 0.341345 / 2.
  CHECK(cut.quantile(0.5) == Approx(0.4418).epsilon(1e-3));
  double sum = 0;
  for (std::uint32_t member = 0; member < 20'000; ++member) {
    const double x = draw_parameter(cut, {7, member}, "size");
    CHECK((x >= 0 && x <= 1));
    sum += x;
  }
  // Mean of the cut normal: (phi(0) - phi(1)) / 0.341345 = 0.45986; its sd is 0.2889.
  CHECK(sum / 20'000 == Approx(0.45986).margin(5 * 0.2889 / std::sqrt(20'000.0)));
}

TEST_CASE("distributions: a draw depends on the parameter's name, the seed and the member") {
  const Distribution d = Distribution::uniform(0, 1);
  const double x = draw_parameter(d, {1, 0}, "onward_factor");
  CHECK(draw_parameter(d, {1, 0}, "onward_factor") == x);
  CHECK(draw_parameter(d, {1, 0}, "return_share") != x);
  CHECK(draw_parameter(d, {1, 1}, "onward_factor") != x);
  CHECK(draw_parameter(d, {2, 0}, "onward_factor") != x);
}
