// SPDX-License-Identifier: Apache-2.0
// ABC-SMC where the posterior is known.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/abc/abc_population.hpp"
#include "calibration/abc/abc_smc.hpp"
#include "calibration/batch/record.hpp"
#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

/// theta ~ U(-10, 10), x ~ N(theta, 1) or N(theta, 0.1^2), each with probability 1/2, observed 0
/// (Sisson, Fan & Tanaka 2007).
Outcome mixture(std::span<const double> theta, const DrawKey& key) {
  Stream stream(key, Purpose::entry, 0, 0);
  const double sd = stream.uniform() < .5 ? 1 : .1;
  return {{theta[0] + sd * normal_quantile(stream.uniform_open())}, {}};
}

AbcSettings toy() {
  AbcSettings s;
  s.priors = {Prior::uniform(-10, 10)};
  s.observed = {0};
  s.adaptive_scales = false;
  s.minimum_tolerance = .025;
  return s;
}

double probability(const AbcPopulation& p, double within) {
  return (p.parameters.row(0).array().abs() < within).select(p.weight.transpose().array(), 0).sum();
}

TEST_CASE("ABC-SMC on the mixture of two normals") {
  // Exact P(|theta| < .2) for |x| < .025: .5554; a reference ABC-SMC (1,000 particles, kernel
  // 2 Var, medians) needed 9 generations, 1.48 to 1.88e5 runs, and found .527 to .573.
  double mean = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    AbcSettings s = toy();
    s.seed = seed;
    AbcState state = start_abc(s);
    drive(state, in_threads(mixture, 1));
    INFO("seed " << seed << ": " << state.runs << " runs, " << state.tolerances.size()
                 << " generations, effective size " << effective_size(state.population) << ", P "
                 << probability(state.population, .2));
    CHECK(state.stop == AbcStop::tolerance);
    CHECK(state.population.tolerance == .025);
    // Three standard errors at an effective size of 640.
    CHECK(probability(state.population, .2) == Approx(.5554).margin(.059));
    mean += probability(state.population, .2) / 5;
    CHECK(state.runs < 188'000);
    CHECK(effective_size(state.population) > 300);
  }
  CHECK(mean > .527);
  CHECK(mean < .573);
}

TEST_CASE("ABC-SMC with 4,000 particles is within the range with each seed", "[.long]") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    AbcSettings s = toy();
    s.particles = 4000;
    s.seed = seed;
    AbcState state = start_abc(s);
    drive(state, in_threads(mixture));
    CAPTURE(seed, state.runs, state.tolerances.size());
    CHECK(probability(state.population, .2) > .527);
    CHECK(probability(state.population, .2) < .573);
  }
}

/// Five normal numbers of mean theta_0 and sd 1: their mean is sufficient. The second parameter
/// does nothing, the second statistic is noise of another size.
Outcome conjugate(std::span<const double> theta, const DrawKey& key) {
  Stream stream(key, Purpose::entry, 0, 0);
  if (theta[1] > 1.9) return {{}, "crashed"};
  double mean = 0;
  for (int i = 0; i < 5; ++i) mean += normal_quantile(stream.uniform_open()) / 5;
  return {{theta[0] + mean, 1000 * stream.uniform()}, {}};
}

TEST_CASE("ABC-SMC on a normal mean, with a useless statistic, scales found by itself") {
  AbcSettings s;
  s.priors = {Prior::normal(0, 1), Prior::uniform(-2, 2)};
  s.observed = {.6, 500};
  s.particles = 1000;
  s.most_generations = 7;
  s.seed = 4;
  AbcState state = start_abc(s);
  drive(state, in_threads(conjugate, 1));
  CHECK(state.stop == AbcStop::generations);
  CHECK(state.failed_runs > 0);
  const AbcPopulation& p = state.population;
  const double mean = p.parameters.row(0).dot(p.weight);
  const double variance = (p.parameters.row(0).array() - mean).square().matrix().dot(p.weight);
  // Exact: mean .6 * 5 / 6 = .5, variance 1/6; the tolerance adds a little.
  CHECK(mean == Approx(.5).margin(.06));
  CHECK(variance == Approx(1 / 6.0).margin(.04));
  CHECK(p.parameters.row(1).maxCoeff() <= 1.9);  // nothing accepted where runs fail
}

TEST_CASE("ABC-SMC: the same bytes for any number of workers, any batch, after interruptions") {
  AbcSettings s;
  s.priors = {Prior::normal(0, 1), Prior::uniform(-2, 2)};
  s.observed = {.6, 500};
  s.particles = 100;
  s.most_generations = 4;
  const AbcState start = start_abc(s);
  AbcState one = start, parts = start;
  drive(one, in_threads(conjugate, 1));
  while (!finished(parts)) {
    parts = from_bytes<AbcState>(to_bytes(parts));
    tell(parts, in_threads(conjugate, 3)(ask(parts)));
  }
  CHECK(to_bytes(parts) == to_bytes(one));
  s.batch = 17;
  AbcState small = start_abc(s);
  drive(small, in_threads(conjugate, 1));
  CHECK(to_bytes(small.population) == to_bytes(one.population));
}

TEST_CASE("the arithmetic of ABC-SMC") {
  // Weighted median of 1, 2, 3 with weights 1, 1, 2: middles at 1/8, 3/8, 3/4.
  CHECK(weighted_quantile(Eigen::Vector3d(3, 1, 2), Eigen::Vector3d(2, 1, 1), .5) ==
        Approx(2 + (.5 - .375) / .375));
  CHECK(weighted_quantile(Eigen::Vector3d(3, 1, 2), Eigen::Vector3d(2, 1, 1), .01) == 1);
  const std::vector<std::vector<double>> runs{{1, 5}, {2, 5}, {4, 5}};
  CHECK(statistic_scales(runs) == std::vector<double>{1, 0});
  // Two near particles at 0 and 2, one far: about 0 the covariance is (0 + 4) / 2.
  Eigen::MatrixXd x(1, 3);
  x << 0, 2, 50;
  const auto kernel =
      local_kernels(x, Eigen::Vector3d::Constant(1 / 3.0), Eigen::Vector3d(1, 1, 9), 2);
  CHECK(kernel[0](0, 0) == Approx(std::sqrt(2)));
  CHECK(kernel[2](0, 0) == Approx(std::sqrt((2500 + 2304) / 2.0)));
  AbcSettings s = toy();
  s.particles = 5;
  CHECK_THROWS_WITH(start_abc(s),
                    "ABC: expected at least 10 particles, and two for each parameter");
  s.particles = 20;
  s.most_runs = 1000;
  AbcState hopeless = start_abc(s);
  drive(hopeless, in_threads(
                      [](std::span<const double>, const DrawKey&) {
                        return Outcome{{}, "never"};
                      },
                      1));
  CHECK(hopeless.stop == AbcStop::budget);
  CHECK(hopeless.population.parameters.size() == 0);
}

}  // namespace
}  // namespace ravenstein::calibration
