// SPDX-License-Identifier: Apache-2.0
// Samplers with a likelihood, and profiles of it, where the answer is known.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/batch/record.hpp"
#include "calibration/mcmc/diagnostics.hpp"
#include "calibration/mcmc/stretch.hpp"
#include "calibration/mcmc/tempered.hpp"
#include "calibration/profile/profile.hpp"
#include "linear_gaussian.hpp"

namespace ravenstein::calibration {
namespace {

namespace lg = linear_gaussian;

double log_likelihood(std::span<const double> x) {
  const std::vector<double> y = lg::predict(x);
  double sum = 0;
  for (std::size_t k = 0; k < y.size(); ++k) {
    const double z = (lg::kObserved[k] - y[k]) / lg::kErrorSd[k];
    sum -= z * z / 2;
  }
  return sum;
}

Outcome linear(std::span<const double> x, const DrawKey&) {
  if (x[0] < -1) return {{}, "no solution"};  // 9 sd from the posterior
  return {{log_likelihood(x)}, {}};
}

Eigen::MatrixXd pooled(const std::vector<Eigen::MatrixXd>& kept) {
  Eigen::MatrixXd all(kept[0].rows(), kept[0].cols() * static_cast<Eigen::Index>(kept.size()));
  for (std::size_t t = 0; t < kept.size(); ++t) {
    all.middleCols(static_cast<Eigen::Index>(t) * kept[0].cols(), kept[0].cols()) = kept[t];
  }
  return all;
}

template <class State>
void check_repeatable(const State& start, const Model& model) {
  State one = start, parts = start;
  drive(one, in_threads(model, 1));
  while (!finished(parts)) {
    parts = from_bytes<State>(to_bytes(parts));
    tell(parts, in_threads(model, 3)(ask(parts)));
  }
  CHECK(to_bytes(parts) == to_bytes(one));
}

TEST_CASE("the stretch sampler finds the linear-Gaussian posterior") {
  StretchSettings s;
  s.priors = lg::kPriors;
  s.seed = 2;
  s.steps = 6000;
  StretchState state = start_stretch(s);
  drive(state, in_threads(linear, 1));
  const lg::Moments m = lg::moments(lg::parameters(pooled(state.kept)));
  const double draws = effective_draws(chains_of(state.kept, 0));
  CAPTURE(m.mean_error(), m.covariance_error(), draws, state.accepted, state.proposed);
  CHECK(draws > 2000);
  CHECK(m.mean_error() < .012);  // .33 / sqrt(draws), two errors
  CHECK(m.covariance_error() < .05);
  CHECK(split_r_hat(chains_of(state.kept, 0)) < 1.05);
}

TEST_CASE("tempered chains find it too") {
  TemperedSettings s;
  s.priors = lg::kPriors;
  s.steps = 20'000;
  s.burn_in = 2000;
  TemperedState state = start_tempered(s);
  drive(state, in_threads(linear, 1));
  const lg::Moments m = lg::moments(lg::parameters(pooled(state.kept)));
  const double draws = effective_draws(chains_of(state.kept, 0));
  CAPTURE(m.mean_error(), m.covariance_error(), draws);
  CHECK(draws > 2000);
  CHECK(m.mean_error() < .012);
  CHECK(m.covariance_error() < .05);
  CHECK(split_r_hat(chains_of(state.kept, 0)) < 1.01);
  const double rate = static_cast<double>(state.chains[0].accepted) / s.steps;
  CHECK(rate == Approx(.234).margin(.08));  // as it should learn
}

TEST_CASE("tempered chains visit two modes that plain ones would not leave") {
  // Modes at -5 and 5 of width .3, a third and two thirds of the mass.
  const Model model = [](std::span<const double> x, const DrawKey&) -> Outcome {
    const auto mode = [&](double at) { return std::exp(-std::pow((x[0] - at) / .3, 2) / 2); };
    return {{std::log(mode(-5) / 3 + mode(5) * 2 / 3 + 1e-300)}, {}};
  };
  TemperedSettings s;
  s.priors = {Prior::uniform(-10, 10)};
  s.powers = {1, .3, .1, .03, .01, .003};
  s.steps = 20'000;
  s.burn_in = 2000;
  s.ladders = 1;
  TemperedState state = start_tempered(s);
  drive(state, in_threads(model, 1));
  const Eigen::MatrixXd x = parameters_of(s.priors, pooled(state.kept));
  CHECK((x.array() > 0).cast<double>().mean() == Approx(2 / 3.0).margin(.1));
}

TEST_CASE("samplers: the same bytes for any number of threads and after interruptions") {
  StretchSettings s;
  s.priors = lg::kPriors;
  s.walkers = 8;
  s.steps = 40;
  s.burn_in = 10;
  check_repeatable(start_stretch(s), linear);
  TemperedSettings t;
  t.priors = lg::kPriors;
  t.steps = 40;
  t.burn_in = 20;
  check_repeatable(start_tempered(t), linear);
}

TEST_CASE("diagnostics of chains that are known") {
  // AR(1) with coefficient .5: (1 - .5) / (1 + .5) of the draws count.
  Eigen::MatrixXd chains(20'000, 2);
  const Eigen::MatrixXd noise = standard_normals(5, Purpose::parameter, 0, 20'000, 2);
  chains.row(0) = noise.row(0);
  for (Eigen::Index t = 1; t < chains.rows(); ++t) {
    chains.row(t) = .5 * chains.row(t - 1) + std::sqrt(.75) * noise.row(t);
  }
  CHECK(effective_draws(chains) == Approx(40'000 / 3.0).epsilon(.1));
  CHECK(split_r_hat(chains) == Approx(1).margin(.005));
  chains.col(1).array() += 1;
  CHECK(split_r_hat(chains) > 1.1);
  StretchSettings s;
  s.priors = lg::kPriors;
  s.walkers = 7;
  CHECK_THROWS_WITH(start_stretch(s),
                    "stretch sampler: expected an even number of walkers, at "
                    "least two for each parameter");
  TemperedSettings t;
  t.priors = lg::kPriors;
  t.powers = {1, 1};
  CHECK_THROWS_WITH(start_tempered(t),
                    "tempered chains: expected powers that fall, and are above 0");
}

TEST_CASE("the profile of a linear-Gaussian likelihood is a parabola with known interval") {
  // Without the prior: the best fit and its covariance are those of generalised least squares.
  Eigen::Matrix<double, 3, 2> g;
  g << 1, .5, 0, 1, 1, -1;
  const Eigen::Vector3d precision(10, 5, 10);
  const Eigen::Matrix2d covariance = (g.transpose() * precision.asDiagonal() * g).inverse();
  const Eigen::Vector2d best =
      covariance * g.transpose() * precision.cwiseProduct(Eigen::Vector3d(1.2, -.3, .9));
  const double least = -log_likelihood(std::vector<double>{best[0], best[1]});
  ProfileSettings s;
  s.search.start = {best[0], best[1]};
  s.search.step = {.2, .2};
  for (double v = best[0] - 1; v < best[0] + 1.01; v += .05) s.values.push_back(v);
  const Model model = [](std::span<const double> x, const DrawKey&) -> Outcome {
    return {{-log_likelihood(x)}, {}};
  };
  ProfileState state = start_profile(s);
  drive(state, in_threads(model, 1));
  const std::vector<double> profile = profile_values(state);
  for (std::size_t i = 0; i < profile.size(); ++i) {
    const double off = s.values[i] - best[0];
    CHECK(profile[i] - least == Approx(off * off / covariance(0, 0) / 2).margin(1e-9));
  }
  const ProfileInterval interval = profile_interval(s.values, profile, least);
  const double half = 1.959964 * std::sqrt(covariance(0, 0));
  CHECK(interval.lower == Approx(best[0] - half).margin(.005));
  CHECK(interval.upper == Approx(best[0] + half).margin(.005));
  CHECK_FALSE(interval.open_below);
  s.values.resize(4);
  check_repeatable(start_profile(s), model);
}

TEST_CASE("a parameter that the data cannot tell has an open profile") {
  ProfileSettings s;
  s.search.start = {1, 1};
  s.search.step = {.5, .5};
  s.values = {.5, 1, 2, 4, 8};
  ProfileState state = start_profile(s);
  drive(state, in_threads(
                   [](std::span<const double> x, const DrawKey&) -> Outcome {
                     const double off = x[0] * x[1] - 3;  // only the product counts
                     return {{off * off}, {}};
                   },
                   1));
  const ProfileInterval interval = profile_interval(s.values, profile_values(state), 0);
  CHECK(interval.open_below);
  CHECK(interval.open_above);
  ProfileSettings alone;  // no other parameters
  alone.search.start = {0};
  alone.search.step = {1};
  alone.values = {-1, 0, 2};
  ProfileState one = start_profile(alone);
  drive(one, in_threads(
                 [](std::span<const double> x, const DrawKey&) -> Outcome {
                   return {{x[0] * x[0]}, {}};
                 },
                 1));
  CHECK(profile_values(one) == std::vector<double>{1, 0, 4});
}

}  // namespace
}  // namespace ravenstein::calibration
