// SPDX-License-Identifier: Apache-2.0
// Ensemble smoothers where the posterior is known.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/batch/record.hpp"
#include "calibration/smoother/es_mda.hpp"
#include "calibration/smoother/ies.hpp"
#include "calibration/smoother/localisation.hpp"
#include "linear_gaussian.hpp"

namespace ravenstein::calibration {
namespace {

namespace lg = linear_gaussian;

EnsembleSettings linear(std::uint32_t members, std::uint64_t seed) {
  EnsembleSettings s;
  s.priors = lg::kPriors;
  s.observed = lg::kObserved;
  s.error_sd = lg::kErrorSd;
  s.members = members;
  s.seed = seed;
  return s;
}

TEST_CASE("the reference posterior is that of the formula") {
  Eigen::Matrix<double, 3, 2> g;
  g << 1, .5, 0, 1, 1, -1;
  const Eigen::Vector3d precision(10, 5, 10);
  const Eigen::Vector2d prior_precision(1, .5), prior_mean(.5, 0);
  Eigen::Matrix2d inverse = g.transpose() * precision.asDiagonal() * g;
  inverse += prior_precision.asDiagonal();
  const Eigen::Matrix2d covariance = inverse.inverse();
  const Eigen::Vector2d mean =
      covariance * (g.transpose() * precision.cwiseProduct(Eigen::Vector3d(1.2, -.3, .9)) +
                    prior_precision.cwiseProduct(prior_mean));
  CHECK((covariance - lg::posterior_covariance()).norm() < 1e-6);
  CHECK((mean - lg::posterior_mean()).norm() < 1e-6);
}

struct Errors {
  double mean = 0, covariance = 0;
};

template <class State>
Errors errors_of(const State& state) {
  const lg::Moments m = lg::moments(lg::parameters(state.members));
  return {m.mean_error(), m.covariance_error()};
}

/// Mean over 20 seeds.
Errors mda_errors(std::uint32_t members, std::vector<double> inflation) {
  Errors mean;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    MdaState state = start_mda({linear(members, seed), inflation, 50});
    drive(state, in_threads(lg::run, 1));
    const Errors e = errors_of(state);
    mean.mean += e.mean / 20;
    mean.covariance += e.covariance / 20;
  }
  return mean;
}

TEST_CASE("ES-MDA: errors fall as one over the root of the members") {
  // numpy, same scheme, 20 seeds: mean .049, .015, .0038; covariance 24 %, 6.8 %, 2.3 %.
  const std::vector<double> four{28.0 / 3, 7, 4, 2};
  const Errors small = mda_errors(50, four), large = mda_errors(5000, four);
  CAPTURE(small.mean, small.covariance, large.mean, large.covariance);
  CHECK(large.covariance <= .03);
  CHECK(large.mean < .006);
  // Slope -1/2: a hundredfold ensemble, a tenth of the error.
  CHECK(std::log10(small.mean / large.mean) / 2 == Approx(.5).margin(.12));
  CHECK(std::log10(small.covariance / large.covariance) / 2 == Approx(.5).margin(.12));
}

TEST_CASE("ensemble Kalman inversion finds its steps and the posterior") {
  const Errors large = mda_errors(2000, {});
  CAPTURE(large.mean, large.covariance);
  CHECK(large.mean < .012);
  CHECK(large.covariance < .05);
  MdaState state = start_mda({linear(200, 3), {}, 50});
  drive(state, in_threads(lg::run, 1));
  CHECK(state.steps.size() > 1);
  CHECK(state.done == Approx(1));
  CHECK(spread_left(state.members).maxCoeff() < .5);
}

TEST_CASE("IES, full form, reaches the posterior within 3 %") {
  Errors mean;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    IesSettings s;
    s.ensemble = linear(5000, seed);
    s.minimum_fall = 1e-5;
    IesState state = start_ies(s);
    drive(state, in_threads(lg::run, 1));
    CHECK(state.objectives.back() < state.objectives.front());
    const Errors e = errors_of(state);
    mean.mean += e.mean / 10;
    mean.covariance += e.covariance / 10;
  }
  CAPTURE(mean.mean, mean.covariance);
  CHECK(mean.mean < .03 * .23);  // of the smaller posterior sd
  CHECK(mean.covariance < .03);
  // From a large lambda, in many small steps: still the posterior (numpy: variances .984, .977).
  IesSettings s;
  s.ensemble = linear(4000, 1);
  s.first_lambda = 100;
  s.lambda_factors = {1};
  s.scales = {1};
  s.most_steps = 40;
  s.minimum_fall = 1e-6;
  IesState slow = start_ies(s);
  drive(slow, in_threads(lg::run, 1));
  CHECK(slow.step > 5);
  CHECK(errors_of(slow).covariance < .04);
}

TEST_CASE("IES on a curved model lowers the misfit to that of its noise") {
  IesSettings s;
  s.ensemble.priors = {Prior::uniform(0, 4), Prior::log_normal(0, 1)};
  s.ensemble.observed = {std::exp(1.0), 2.0, 3.0};  // of (1, 2)
  s.ensemble.error_sd = {.1, .1, .1};
  s.ensemble.members = 100;
  IesState state = start_ies(s);
  drive(state, in_threads(
                   [](std::span<const double> x, const DrawKey&) -> Outcome {
                     return {{std::exp(x[0]), x[1], x[0] + x[1]}, {}};
                   },
                   1));
  const Eigen::VectorXd centre = state.members.rowwise().mean();
  const std::vector<double> x = from_scores(s.ensemble.priors, centre);
  CHECK(x[0] == Approx(1).margin(.1));
  CHECK(x[1] == Approx(2).margin(.1));
  CHECK(state.objectives.back() < 20);
}

Outcome fails_below(std::span<const double> x, const DrawKey&) {
  return x[0] < -.5 ? Outcome{{}, "no solution"} : Outcome{lg::predict(x), {}};
}

TEST_CASE("members that fail are dropped or drawn anew, too few stop the method") {
  MdaSettings s{linear(400, 5), {28.0 / 3, 7, 4, 2}, 50};
  MdaState dropped = start_mda(s);
  drive(dropped, in_threads(fails_below, 1));
  CHECK(dropped.failed_runs > 20);  // P(x < -.5) = .16
  CHECK(dropped.members.cols() == 400 - dropped.failed_runs);
  CHECK(errors_of(dropped).mean < .1);
  s.ensemble.failed = FailedMembers::redraw;
  MdaState redrawn = start_mda(s);
  drive(redrawn, in_threads(fails_below, 1));
  CHECK(redrawn.members.cols() == 400);
  CHECK(errors_of(redrawn).mean < .1);
  IesSettings ies;
  ies.ensemble = linear(400, 5);
  IesState smoother = start_ies(ies);
  drive(smoother, in_threads(fails_below, 1));
  CHECK(smoother.failed_runs > 20);
  CHECK(smoother.members.cols() < 400);
  CHECK(errors_of(smoother).mean < .1);
  const auto never = [](std::span<const double>, const DrawKey&) { return Outcome{{}, "never"}; };
  MdaState hopeless = start_mda(s);
  drive(hopeless, in_threads(never, 1));
  CHECK(hopeless.stop == EnsembleStop::too_few_members);
  IesState lost = start_ies(ies);
  drive(lost, in_threads(never, 1));
  CHECK(lost.stop == EnsembleStop::too_few_members);
}

template <class State>
void check_repeatable(const State& start) {
  State one = start, parts = start;
  drive(one, in_threads(fails_below, 1));
  while (!finished(parts)) {
    parts = from_bytes<State>(to_bytes(parts));
    tell(parts, in_threads(fails_below, 3)(ask(parts)));
  }
  CHECK(to_bytes(parts) == to_bytes(one));
}

TEST_CASE("smoothers: the same bytes for any number of threads and after interruptions") {
  check_repeatable(start_mda({linear(50, 1), {}, 50}));
  IesSettings s;
  s.ensemble = linear(50, 1);
  check_repeatable(start_ies(s));
}

TEST_CASE("localisation: 40 places, each seen by itself, 20 members") {
  // Prior N(0, 1), error sd 1/2: posterior variance 1/5.
  EnsembleSettings e;
  e.priors.assign(40, Prior::normal(0, 1));
  e.error_sd.assign(40, .5);
  e.members = 20;
  const Eigen::MatrixXd truth = standard_normals(77, Purpose::parameter, 0, 40, 2);
  for (Eigen::Index i = 0; i < 40; ++i) e.observed.push_back(truth(i, 0) + .5 * truth(i, 1));
  const auto error = [&](Localisation localisation) {
    double sum = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      e.localisation = localisation;
      e.seed = seed;
      e.taper = Eigen::MatrixXd(40, 40);
      for (Eigen::Index i = 0; i < 40; ++i) {
        for (Eigen::Index j = 0; j < 40; ++j) {
          e.taper(i, j) = gaspari_cohn(static_cast<double>(i - j), 1);
        }
      }
      MdaState state = start_mda({e, {28.0 / 3, 7, 4, 2}, 50});
      drive(state, in_threads(
                       [](std::span<const double> x, const DrawKey&) {
                         return Outcome{{x.begin(), x.end()}, {}};
                       },
                       1));
      sum += (state.members.rowwise().mean() - truth.col(0)).norm() / std::sqrt(40) / 10;
    }
    return sum;
  };
  const double none = error(Localisation::none), taper = error(Localisation::taper),
               automatic = error(Localisation::automatic);
  CAPTURE(none, taper, automatic);
  CHECK(taper < .55);  // best possible: sqrt(1/5) = .45
  CHECK(taper < .8 * none);
  CHECK(automatic < .9 * none);
}

TEST_CASE("Gaspari and Cohn's taper") {
  CHECK(gaspari_cohn(0, 3) == 1);
  CHECK(gaspari_cohn(3, 3) == Approx(5.0 / 24));  // both branches meet here
  CHECK(gaspari_cohn(3 + 1e-9, 3) == Approx(5.0 / 24));
  CHECK(gaspari_cohn(6, 3) == 0);
  CHECK(gaspari_cohn(5.999, 3) == Approx(0).margin(1e-9));
}

TEST_CASE("smoothers tell what is wrong") {
  EnsembleSettings s = linear(3, 0);
  CHECK_THROWS_WITH(start_mda({s, {1}, 50}), "ensemble: expected at least 4 members, found 3");
  s.members = 10;
  CHECK_THROWS_WITH(start_mda({s, {2}, 50}),
                    "ES-MDA: expected the inverses of the inflation to sum to 1");
  s.error_sd[1] = 0;
  CHECK_THROWS_WITH(start_mda({s, {1}, 50}),
                    "ensemble: expected a number with an error sd > 0, observation 1");
  s = linear(10, 0);
  s.localisation = Localisation::taper;
  CHECK_THROWS_WITH(start_mda({s, {1}, 50}),
                    "ensemble: expected a taper of parameters x observations");
}

}  // namespace
}  // namespace ravenstein::calibration
