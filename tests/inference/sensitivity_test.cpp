// SPDX-License-Identifier: Apache-2.0
// Sensitivity of functions whose indices are known in closed form.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "calibration/batch/record.hpp"
#include "calibration/sensitivity/morris.hpp"
#include "calibration/sensitivity/rbd_fast.hpp"
#include "calibration/sensitivity/sobol_indices.hpp"
#include "calibration/sensitivity/sobol_points.hpp"
#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

/// a = 7, b = .1 (Ishigami & Homma 1990).
double ishigami(std::span<const double> x) {
  const double s = std::sin(x[1]);
  return std::sin(x[0]) + 7 * s * s + .1 * std::pow(x[2], 4) * std::sin(x[0]);
}

/// a = (0, 1, 4.5, 9, 99, 99, 99, 99) (Saltelli & Sobol' 1995).
double g_function(std::span<const double> x) {
  constexpr double kA[] = {0, 1, 4.5, 9, 99, 99, 99, 99};
  double product = 1;
  for (std::size_t i = 0; i < 8; ++i) product *= (std::abs(4 * x[i] - 2) + kA[i]) / (1 + kA[i]);
  return product;
}

Model scalar(double (*function)(std::span<const double>)) {
  return [function](std::span<const double> x, const DrawKey&) -> Outcome {
    return {{function(x)}, {}};
  };
}

SobolSettings ishigami_settings(std::uint32_t rows) {
  SobolSettings s;
  s.factors.assign(3, Prior::uniform(-std::numbers::pi, std::numbers::pi));
  s.rows = rows;
  s.bootstrap = 0;
  return s;
}

TEST_CASE("Sobol' points: balanced, repeatable, any part of them") {
  const Eigen::MatrixXd all = sobol_points(7, 0, 256, 3);
  CHECK(sobol_points(7, 100, 50, 3) == all.middleCols(100, 50));
  for (Eigen::Index i = 0; i < 7; ++i) {
    Eigen::VectorXi count = Eigen::VectorXi::Zero(256);
    for (const double u : all.row(i)) ++count[static_cast<Eigen::Index>(u * 256)];
    CHECK((count.array() == 1).all());  // one in every 256th
  }
  CHECK(sobol_points(7, 0, 4, 4) != all.leftCols(4));
  CHECK_THROWS_WITH(sobol_points(0, 0, 1, 0),
                    "Sobol' points: expected 1..3667 dimensions, found 0");
}

TEST_CASE("Sobol' indices of Ishigami's function") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SobolSettings s = ishigami_settings(8192);
    s.seed = seed;
    s.second_order = true;
    SobolState state = start_sobol(s);
    drive(state, in_threads(scalar(ishigami), 1));
    const SobolIndices found = indices(state);
    INFO("seed " << seed);
    CHECK(found.mean[0] == Approx(3.5).margin(.02));
    CHECK(found.variance[0] == Approx(13.8445879).epsilon(.01));
    const double first[] = {.3139052, .4424111, 0}, total[] = {.5575889, .4424111, .2436837};
    for (Eigen::Index i = 0; i < 3; ++i) {
      CHECK(found.value.first(0, i) == Approx(first[i]).margin(.005));
      CHECK(found.value.first_jansen(0, i) == Approx(first[i]).margin(.005));
      CHECK(found.value.total(0, i) == Approx(total[i]).margin(.005));
    }
    CHECK(found.value.second(0, 0) == Approx(0).margin(.01));         // 12
    CHECK(found.value.second(0, 1) == Approx(.2436837).margin(.01));  // 13
    CHECK(found.value.second(0, 2) == Approx(0).margin(.01));         // 23
  }
}

TEST_CASE("Sobol' indices of the G-function") {
  SobolSettings s;
  s.factors.assign(8, Prior::uniform(0, 1));
  s.rows = 8192;
  s.bootstrap = 0;
  for (s.seed = 1; s.seed <= 5; ++s.seed) {
    SobolState state = start_sobol(s);
    drive(state, in_threads(scalar(g_function), 1));
    const SobolIndices found = indices(state);
    INFO("seed " << s.seed);
    CHECK(found.variance[0] == Approx(.46542443).epsilon(.01));
    const double first[] = {.7161922, .1790480, .0236758, .0071619, 7.16e-5},
                 total[] = {.7871441, .2421982, .0343169, .0104604, 1.0495e-4};
    for (Eigen::Index i = 0; i < 8; ++i) {
      const auto known = static_cast<std::size_t>(std::min(i, Eigen::Index{4}));
      CHECK(found.value.first(0, i) == Approx(first[known]).margin(.005));
      CHECK(found.value.first_jansen(0, i) == Approx(first[known]).margin(.005));
      CHECK(found.value.total(0, i) == Approx(total[known]).margin(.005));
    }
  }
}

TEST_CASE("a field in one pass, failed rows left out, the same bytes however it is run") {
  SobolSettings s = ishigami_settings(512);
  s.bootstrap = 100;
  s.seed = 2;
  const Model field = [](std::span<const double> x, const DrawKey&) -> Outcome {
    if (x[0] > 3.1) return {{}, "crashed"};  // 1.3 % of points, about 6 % of rows
    return {{ishigami(x), x[0] + 2 * x[1], 7}, {}};
  };
  SobolState one = start_sobol(s), parts = one;
  drive(one, in_threads(field, 1));
  while (!finished(parts)) {
    parts = from_bytes<SobolState>(to_bytes(parts));
    tell(parts, in_threads(field, 3)(ask(parts)));
  }
  CHECK(to_bytes(parts) == to_bytes(one));
  const SobolIndices found = indices(one);
  CHECK(found.failed_rows > 5);
  CHECK(found.rows + found.failed_rows == 512);
  // x1 + 2 x2: shares 1/5 and 4/5, but for the corner that failed.
  CHECK(found.value.first(1, 0) == Approx(.2).margin(.03));
  CHECK(found.value.total(1, 1) == Approx(.8).margin(.03));
  CHECK(std::isnan(found.value.total(2, 0)));  // does not vary
  for (Eigen::Index i = 0; i < 3; ++i) {
    CHECK(found.lower.total(0, i) <= found.value.total(0, i));
    CHECK(found.upper.total(0, i) >= found.value.total(0, i));
  }
  CHECK(found.upper.total(0, 0) - found.lower.total(0, 0) < .3);
  s.most_failed = .01;
  SobolState strict = start_sobol(s);
  drive(strict, in_threads(field, 1));
  CHECK_THROWS_WITH(indices(strict), Catch::Contains("at most 1.0"));
}

TEST_CASE("bootstrap intervals hold the true index about as often as they say") {
  int inside = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SobolSettings s = ishigami_settings(256);
    s.bootstrap = 100;
    s.seed = seed;
    SobolState state = start_sobol(s);
    drive(state, in_threads(scalar(ishigami), 1));
    const SobolIndices found = indices(state);
    inside += found.lower.total(0, 0) <= .5575889 && .5575889 <= found.upper.total(0, 0) ? 1 : 0;
  }
  // Resampling treats the points as independent; they are better than that, so it is cautious.
  CHECK(inside >= 54);
}

TEST_CASE("chance as a factor") {
  // y = x + e: e, from the seed, has variance 1, x 1/3 (uniform on -1..1).
  SobolSettings s;
  s.factors = {Prior::uniform(-1, 1)};
  s.seed_factor = true;
  s.rows = 4096;
  s.bootstrap = 0;
  SobolState state = start_sobol(s);
  drive(state, in_threads(
                   [](std::span<const double> x, const DrawKey& key) -> Outcome {
                     Stream stream(key, Purpose::entry, 0, 0);
                     return {{x[0] + normal_quantile(stream.uniform_open())}, {}};
                   },
                   1));
  const SobolIndices found = indices(state);
  CHECK(found.value.total(0, 0) == Approx(.25).margin(.03));
  CHECK(found.value.total(0, 1) == Approx(.75).margin(.03));
}

TEST_CASE("Morris: exact for a linear function, spread for a product, failed runs left out") {
  MorrisSettings s;
  s.factors = {Prior::uniform(0, 1), Prior::uniform(0, 2), Prior::uniform(-1, 1)};
  s.trajectories = 30;
  MorrisState state = start_morris(s);
  drive(state, in_threads(
                   [](std::span<const double> x, const DrawKey&) -> Outcome {
                     return {{3 * x[0] - 2 * x[1], x[0] * x[1]}, {}};
                   },
                   1));
  CHECK(state.mean_absolute(0, 0) == Approx(3).epsilon(1e-12));
  CHECK(state.mean(0, 1) == Approx(-4).epsilon(1e-12));  // per unit of probability: range 2
  CHECK(state.mean_absolute(0, 2) == 0);
  CHECK(effect_sd(state).row(0).maxCoeff() < 1e-12);
  CHECK(effect_sd(state)(1, 0) > .1);
  MorrisState broken = start_morris(s);
  drive(broken, in_threads(
                    [](std::span<const double> x, const DrawKey&) -> Outcome {
                      if (x[2] > .7) return {{}, "crashed"};
                      return {{3 * x[0]}, {}};
                    },
                    1));
  CHECK(broken.failed_runs > 5);
  CHECK(broken.mean_absolute(0, 0) == Approx(3).epsilon(1e-12));
  CHECK(broken.count(0, 0) < 30);
}

TEST_CASE("RBD-FAST finds first-order indices in points without a design") {
  const Eigen::MatrixXd points = sobol_points(3, 0, 4000, 8);
  Eigen::VectorXd y(points.cols());
  for (Eigen::Index j = 0; j < points.cols(); ++j) {
    double x[3];
    for (Eigen::Index i = 0; i < 3; ++i) x[i] = (2 * points(i, j) - 1) * std::numbers::pi;
    y[j] = ishigami(x);
  }
  const Eigen::VectorXd s = rbd_fast(points, y);
  CHECK(s[0] == Approx(.3139052).margin(.02));
  CHECK(s[1] == Approx(.4424111).margin(.02));
  CHECK(s[2] == Approx(0).margin(.02));
  CHECK_THROWS_AS(rbd_fast(points, y.head(10)), std::invalid_argument);
}

}  // namespace
}  // namespace ravenstein::calibration
