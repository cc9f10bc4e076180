// SPDX-License-Identifier: Apache-2.0
// Filters where the answer is known.
#include <Eigen/LU>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "calibration/assimilation/etkf.hpp"
#include "calibration/assimilation/particle_filter.hpp"
#include "calibration/assimilation/whole_persons.hpp"
#include "calibration/batch/evaluation.hpp"
#include "calibration/batch/record.hpp"
#include "calibration/priors/scores.hpp"
#include "calibration/smoother/localisation.hpp"
#include "engine/random/shocks.hpp"
#include "lorenz96.hpp"

namespace ravenstein::calibration {
namespace {

/// Root mean square error of the analysis over cycles after 200 to settle; all places observed.
double lorenz_error(Eigen::Index members, double inflation, int cycles, std::uint64_t seed,
                    const LocalWeight& weight = {}) {
  constexpr Eigen::Index kPlaces = 40;
  Eigen::VectorXd truth = Eigen::VectorXd::Constant(kPlaces, 8);
  truth[19] += .01;
  for (int t = 0; t < 1000; ++t) truth = lorenz96::step(truth);
  Eigen::MatrixXd state =
      standard_normals(seed, Purpose::parameter, 0, kPlaces, members).colwise() + truth;
  const Eigen::VectorXd error_sd = Eigen::VectorXd::Ones(kPlaces);
  double sum = 0;
  for (int cycle = 1; cycle <= cycles; ++cycle) {
    truth = lorenz96::step(truth);
    for (Eigen::Index m = 0; m < members; ++m) state.col(m) = lorenz96::step(state.col(m));
    const Eigen::VectorXd noise = standard_normals(seed, purpose::kPerturbation,
                                                   static_cast<std::uint32_t>(cycle), kPlaces, 1);
    EtkfSettings settings;
    settings.inflation = inflation;
    settings.outlier_sd = 10;  // the noise is known to be normal
    state = etkf(state, state, truth + noise, error_sd, settings, weight).state;
    if (cycle > 200) {
      sum += (state.rowwise().mean() - truth).norm() / std::sqrt(kPlaces) / (cycles - 200);
    }
  }
  return sum;
}

TEST_CASE("ETKF follows Lorenz' model of 1996") {
  // numpy: .194 over 3,000 cycles with 40 members and inflation 1.03; a run without data: 3.6.
  const double error = lorenz_error(40, 1.03, 1000, 1);
  CAPTURE(error);
  CHECK(error <= .22);
}

TEST_CASE("ETKF follows Lorenz' model of 1996 over 3,000 cycles, five seeds", "[.long]") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const double error = lorenz_error(40, 1.03, 3000, seed);
    CAPTURE(seed, error);
    CHECK(error <= .22);
  }
}

TEST_CASE("with localisation ten members do, without they lose track") {
  const LocalWeight circle = [](Eigen::Index i, Eigen::Index k) {
    const auto apart = static_cast<double>(std::abs(i - k));
    return gaspari_cohn(std::min(apart, 40 - apart), 7);
  };
  const double local = lorenz_error(10, 1.05, 600, 1, circle);
  const double global = lorenz_error(10, 1.05, 600, 1);
  CAPTURE(local, global);
  CHECK(local < .3);
  CHECK(global > 1);
}

TEST_CASE("ETKF is exact for a linear-Gaussian analysis of its own moments") {
  // Kalman: x + P H' (H P H' + R)^-1 (y - H x) with the ensemble's P.
  const Eigen::MatrixXd state = standard_normals(3, Purpose::parameter, 0, 3, 12);
  const Eigen::MatrixXd predicted = state.topRows(2);
  const Eigen::Vector2d observed(.5, -.7), sd(.6, .8);
  const Analysis a = etkf(state, predicted, observed, sd, {});
  const Eigen::VectorXd mean = state.rowwise().mean();
  const Eigen::MatrixXd off = state.colwise() - mean;
  const Eigen::Matrix3d p = off * off.transpose() / 11;
  Eigen::Matrix2d innovation = p.topLeftCorner(2, 2);
  innovation.diagonal() += sd.cwiseAbs2();
  const Eigen::MatrixXd gain = p.leftCols(2) * innovation.inverse();
  const Eigen::VectorXd expected = mean + gain * (observed - mean.head(2));
  const Eigen::MatrixXd expected_p = p - gain * p.topRows(2);
  const Eigen::VectorXd found = a.state.rowwise().mean();
  const Eigen::MatrixXd found_off = a.state.colwise() - found;
  CHECK((found - expected).norm() < 1e-12);
  CHECK((found_off * found_off.transpose() / 11 - expected_p).norm() < 1e-12);
  // Everything given back: the spread of before.
  const Analysis relaxed = etkf(state, predicted, observed, sd, {1, 1, 3});
  const Eigen::MatrixXd relaxed_off = relaxed.state.colwise() - relaxed.state.rowwise().mean();
  CHECK((relaxed_off.rowwise().norm() - off.rowwise().norm()).norm() < 1e-12);
}

TEST_CASE("observations that are missing or outliers are flagged and change nothing") {
  const Eigen::MatrixXd state = standard_normals(3, Purpose::parameter, 0, 2, 20);
  const double missing = std::numeric_limits<double>::quiet_NaN();
  const Eigen::Vector2d sd(1, 1);
  const Analysis nothing = etkf(state, state, Eigen::Vector2d(missing, 50), sd, {1.1, 0, 3});
  CHECK(nothing.flags[0] == ObservationFlag::missing);
  CHECK(nothing.flags[1] == ObservationFlag::outlier);
  CHECK(nothing.state == state);  // no inflation either
  const LocalWeight own = [](Eigen::Index i, Eigen::Index k) { return i == k ? 1.0 : 0.0; };
  const Analysis half = etkf(state, state, Eigen::Vector2d(.5, missing), sd, {1.1, 0, 3}, own);
  CHECK(half.state.row(1) == state.row(1));
  CHECK(half.state.row(0) != state.row(0));
  CHECK_THROWS_AS(etkf(state, state, Eigen::Vector3d(1, 2, 3), sd, {}), std::invalid_argument);
}

/// Local level: x_t = x_(t-1) + N(0, .5), y_t = x_t + N(0, 1), x_0 ~ N(0, 1).
constexpr double kSeries[] = {.3, 1.1, .8, 2, 1.7, 2.9, 2.2, 3.1};

struct Filtered {
  double log_evidence = 0;
  std::vector<double> means;
};

Filtered filtered(std::uint32_t particles, std::uint64_t seed) {
  ParticleState state = start_particles(particles, seed);
  std::vector<double> x(particles), log_likelihood(particles);
  Filtered result;
  for (std::uint32_t t = 0; t <= std::size(kSeries); ++t) {
    for (std::uint32_t i = 0; i < particles; ++i) {
      Stream stream = draws(seed, purpose::kProposal, t, i);
      x[i] += (t == 0 ? 1 : std::sqrt(.5)) * normal_quantile(stream.uniform_open());
    }
    if (t == 0) continue;
    for (std::uint32_t i = 0; i < particles; ++i) {
      const double off = kSeries[t - 1] - x[i];
      log_likelihood[i] = -off * off / 2 - .9189385332046727;
    }
    state = from_bytes<ParticleState>(to_bytes(state));
    ParticleState weighted = state;  // the mean before resampling
    weighted.resample_below = 0;
    assimilate(weighted, log_likelihood);
    result.means.push_back(weighted_mean(weighted, x));
    const std::vector<std::uint32_t> chosen = assimilate(state, log_likelihood);
    const std::vector<double> before = x;
    for (std::uint32_t i = 0; i < particles; ++i) x[i] = before[chosen[i]];
  }
  result.log_evidence = state.log_evidence;
  return result;
}

TEST_CASE("particle filter: evidence and means of the Kalman filter") {
  // Kalman: log likelihood -11.585822; a numpy bootstrap filter at N = 1000: -11.588 +- .059.
  double mean = 0;
  for (std::uint64_t run = 1; run <= 50; ++run) mean += filtered(1000, run).log_evidence / 50;
  CAPTURE(mean);
  CHECK(mean == Approx(-11.586).margin(.025));
  const Filtered many = filtered(20'000, 1);
  const double kalman[] = {.18, .661905, .731765, 1.367742, 1.533993, 2.217121, 2.20856, 2.654285};
  for (std::size_t t = 0; t < 8; ++t) CHECK(many.means[t] == Approx(kalman[t]).margin(.03));
}

TEST_CASE("an observation that no particle allows is left out") {
  ParticleState state = start_particles(3, 1);
  const double never = -std::numeric_limits<double>::infinity();
  CHECK(assimilate(state, std::vector<double>{never, never, std::nan("")}) ==
        std::vector<std::uint32_t>{0, 1, 2});
  CHECK(state.ignored == 1);
  CHECK(state.log_evidence == 0);
  // One particle takes it all: three copies of it, evidence 1/3 of its likelihood.
  CHECK(assimilate(state, std::vector<double>{never, -1, std::nan("")}) ==
        std::vector<std::uint32_t>{1, 1, 1});
  CHECK(state.log_evidence == Approx(-1 - std::log(3)));
  CHECK(effective_particles(state) == Approx(3));
}

TEST_CASE("whole persons: nearest counts with the total kept") {
  using Counts = std::vector<std::int64_t>;
  CHECK(whole_counts(std::vector<double>{1.5, 2.4, 6.1}, 10) == Counts{2, 2, 6});
  CHECK(whole_counts(std::vector<double>{-3, 2, std::nan("")}, 7) == Counts{0, 7, 0});
  CHECK(whole_counts(std::vector<double>{0, 0, 0}, 4) == Counts{2, 1, 1});
  const Counts big = whole_counts(std::vector<double>{.1, .2, .7}, 1'000'000'007);
  CHECK(std::accumulate(big.begin(), big.end(), std::int64_t{0}) == 1'000'000'007);
  CHECK_THROWS_AS(whole_counts(std::vector<double>{1}, -1), std::invalid_argument);
}

TEST_CASE("corrections move as few persons as possible, evenly") {
  using Counts = std::vector<std::int64_t>;
  const Counts counts{60, 40, 0, 10, 5}, wanted{30, 20, 40, 20, 5};
  double to_third_from_first = 0;
  for (std::uint32_t run = 0; run < 400; ++run) {
    Stream stream({1, 0}, purpose::kResampling, run, 0);
    Counts now = counts;
    std::int64_t moved = 0;
    for (const Correction& c : corrections(counts, wanted, stream)) {
      now[c.from] -= c.persons;
      now[c.to] += c.persons;
      moved += c.persons;
      if (c.from == 0 && c.to == 2) to_third_from_first += static_cast<double>(c.persons) / 400;
    }
    REQUIRE(now == wanted);
    REQUIRE(moved == 50);
  }
  CHECK(to_third_from_first == Approx(30 * 40 / 50.0).margin(.3));
  Stream stream({1, 0}, purpose::kResampling, 0, 0);
  CHECK_THROWS_WITH(corrections(Counts{1, 2}, Counts{1, 1}, stream),
                    "whole persons: expected equal totals, found 3 and 2");
}

}  // namespace
}  // namespace ravenstein::calibration
