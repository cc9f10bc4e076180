// SPDX-License-Identifier: Apache-2.0
// Distributions of drawn parameters against tables of the normal distribution (NIST/SEMATECH
// e-Handbook of Statistical Methods, 1.3.6.7.1: Phi(1) = 0.84134, Phi(1.96) = 0.97500).
#include "engine/random/distribution.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace ravenstein;

TEST_CASE("distributions: quantiles in closed form") {
  const Distribution uniform{.kind = DistributionKind::uniform, .low = -2, .high = 6};
  CHECK(quantile(uniform, 0.25) == 0);
  const Distribution logs{.kind = DistributionKind::log_uniform, .low = 0.1, .high = 1000};
  CHECK(quantile(logs, 0.25) == Approx(1).epsilon(1e-12));
  const Distribution normal{.kind = DistributionKind::normal, .location = 3, .spread = 2};
  CHECK(quantile(normal, 0.5) == Approx(3).margin(1e-12));
  CHECK(quantile(normal, 0.841344746) == Approx(5).epsilon(1e-7));
  CHECK(share_within(normal) == 1);
  const Distribution lognormal{
      .kind = DistributionKind::lognormal, .low = 0, .location = 10, .spread = 0.5};
  CHECK(quantile(lognormal, 0.5) == Approx(10).epsilon(1e-12));
  CHECK(quantile(lognormal, 0.975) == Approx(10 * std::exp(0.5 * 1.959964)).epsilon(1e-6));
}

TEST_CASE("distributions: what is cut off is not drawn, the rest keeps its shape") {
  const Distribution cut{
      .kind = DistributionKind::normal, .low = 0, .high = 1, .location = 0, .spread = 1};
  CHECK(share_within(cut) == Approx(0.341345).epsilon(1e-5));
  CHECK(quantile(cut, 0) == 0);
  CHECK(quantile(cut, 1) == Approx(1).epsilon(1e-12));
  // P(X < x | 0 < X < 1) = 1/2 at Phi(x) = 0.5 + 0.341345 / 2.
  CHECK(quantile(cut, 0.5) == Approx(0.4418).epsilon(1e-3));
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
  const Distribution d{.kind = DistributionKind::uniform, .low = 0, .high = 1};
  const double x = draw_parameter(d, {1, 0}, "onward_factor");
  CHECK(draw_parameter(d, {1, 0}, "onward_factor") == x);
  CHECK(draw_parameter(d, {1, 0}, "return_share") != x);
  CHECK(draw_parameter(d, {1, 1}, "onward_factor") != x);
  CHECK(draw_parameter(d, {2, 0}, "onward_factor") != x);
}
