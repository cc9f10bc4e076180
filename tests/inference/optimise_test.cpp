// SPDX-License-Identifier: Apache-2.0
// Optimisers on problems with known minima. Reference evaluations: medians of five seeds of the
// Python package cmaes 0.9.1, first step 0.5 from -1.2 (Rastrigin: population 200), until f < 1e-8.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/batch/record.hpp"
#include "calibration/optimise/nlopt_search.hpp"
#include "calibration/optimise/rank_change.hpp"
#include "calibration/optimise/restarts.hpp"
#include "problems.hpp"

namespace ravenstein::calibration {
namespace {

using namespace problems;

CmaSettings settings_of(int n, double start, double step) {
  CmaSettings s;
  s.start.assign(static_cast<std::size_t>(n), start);
  s.step.assign(static_cast<std::size_t>(n), step);
  s.target = 1e-8;
  s.most_evaluations = 200'000;
  return s;
}

struct Known {
  const char* name;
  double (*function)(std::span<const double>);
  int parameters;
  std::int64_t reference;
};

TEST_CASE("CMA-ES needs at most twice the reference's evaluations") {
  const Known known[] = {{"sphere", sphere, 2, 282},          {"sphere", sphere, 5, 752},
                         {"sphere", sphere, 10, 1530},        {"ellipsoid", ellipsoid, 2, 546},
                         {"ellipsoid", ellipsoid, 5, 1600},   {"ellipsoid", ellipsoid, 10, 4270},
                         {"rosenbrock", rosenbrock, 2, 576},  {"rosenbrock", rosenbrock, 5, 1752},
                         {"rosenbrock", rosenbrock, 10, 5420}};
  for (const Known& problem : known) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      INFO(problem.name << " of " << problem.parameters << ", seed " << seed);
      CmaSettings s = settings_of(problem.parameters, -1.2, .5);
      s.seed = seed;
      IpopState state = start_ipop(s);
      drive(state, in_threads(objective(problem.function), 1));
      CHECK(state.best_value < 1e-8);
      CHECK(evaluations(state) <= 2 * problem.reference);
    }
  }
}

TEST_CASE("CMA-ES finds the lowest of Rastrigin's minima, with restarts where it must") {
  // The reference reached it with 4 of 5 seeds (5 parameters) without restarts.
  for (const Known& problem : {Known{"", rastrigin, 2, 5600}, Known{"", rastrigin, 5, 9100},
                               Known{"", rastrigin, 10, 21400}}) {
    std::vector<std::int64_t> needed;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      CmaSettings s = settings_of(problem.parameters, 0, 5);
      s.population = 200;
      s.seed = seed;
      IpopState state = start_ipop(s);
      drive(state, in_threads(objective(problem.function), 1));
      CHECK(state.best_value < 1e-8);
      needed.push_back(evaluations(state));
    }
    std::sort(needed.begin(), needed.end());
    CHECK(needed[2] <= 2 * problem.reference);
  }
}

/// Stops after every batch, goes on from the bytes.
template <class State>
std::string interrupted(State state, const BatchModel& model) {
  while (!finished(state)) {
    state = from_bytes<State>(to_bytes(state));
    tell(state, model(ask(state)));
  }
  return to_bytes(state);
}

TEST_CASE("CMA-ES: the same bytes for any number of threads and after interruptions") {
  CmaSettings s = settings_of(4, -1.2, .5);
  s.seed = 9;
  const IpopState start = start_ipop(s);
  IpopState one = start, many = start;
  drive(one, in_threads(objective(rosenbrock), 1));
  drive(many, in_threads(objective(rosenbrock), 3));
  CHECK(to_bytes(one) == to_bytes(many));
  CHECK(interrupted(start, in_threads(objective(rosenbrock), 2)) == to_bytes(one));
}

TEST_CASE("CMA-ES keeps within limits and finds a minimum on them") {
  CmaSettings s = settings_of(3, 1.5, .5);
  s.lower = {1, -5, -5};
  s.upper = {5, 5, 5};
  s.target = 1 + 1e-8;
  bool outside = false;
  CmaState state = start_cma(s);
  drive(state, in_threads(
                   [&](std::span<const double> x, const DrawKey&) -> Outcome {
                     for (std::size_t i = 0; i < 3; ++i)
                       outside = outside || x[i] < s.lower[i] || x[i] > s.upper[i];
                     return {{sphere(x)}, {}};
                   },
                   1));
  CHECK_FALSE(outside);
  CHECK(state.best_value == Approx(1).epsilon(1e-7));
  CHECK(state.best[0] == Approx(1).epsilon(1e-7));
}

TEST_CASE("CMA-ES: failures are drawn anew, then ranked last") {
  CmaSettings s = settings_of(3, 2, .5);
  int failures = 0;
  const Model model = [&](std::span<const double> x, const DrawKey&) -> Outcome {
    if (x[0] + x[1] < 0) return (++failures, Outcome{{}, "no such place"});
    return {{sphere(x)}, {}};
  };
  CmaState state = start_cma(s);
  drive(state, in_threads(model, 1));
  CHECK(failures > 10);
  CHECK(state.best_value < 1e-8);
  CmaState hopeless = start_cma(s);
  drive(hopeless, in_threads([](std::span<const double>, const DrawKey&) {
          return Outcome{{}, "never"};
        }));
  CHECK(hopeless.stop == CmaStop::all_failed);
  CHECK(hopeless.evaluations == 7 * 3);  // population 4 + floor(3 ln 3), two redraws
}

TEST_CASE("CMA-ES in noise: handling it comes nearer than not") {
  // Sphere with additive normal noise of sd 1: what counts is the noiseless value at the mean.
  const auto distance = [](bool noise, std::uint64_t seed) {
    CmaSettings s = settings_of(5, 3, 1);
    s.target = -std::numeric_limits<double>::infinity();
    s.most_evaluations = 20'000;
    s.noise = noise;
    s.common_seeds = false;
    s.most_replicates = 64;
    s.seed = seed;
    s.tolerance = 0;
    CmaState state = start_cma(s);
    drive(state, in_threads(
                     [](std::span<const double> x, const DrawKey& key) -> Outcome {
                       Stream stream(key, Purpose::entry, 0, 0);
                       double normal = -6;  // of twelve uniform numbers
                       for (int i = 0; i < 12; ++i) normal += stream.uniform();
                       return {{sphere(x) + normal}, {}};
                     },
                     1));
    return state.mean.squaredNorm();
  };
  double handled = 0, ignored = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    handled += distance(true, seed);
    ignored += distance(false, seed);
  }
  CHECK(handled < ignored / 2);
  // Ranks that do not change, and ranks turned around (by the definition: 2 x 6 less two limits).
  CHECK(rank_change(std::vector<double>{1, 2, 3, 4}, std::vector<double>{1}) <= 0);
  CHECK(rank_change(std::vector<double>{1, 2, 3, 4}, std::vector<double>{9}) > 0);
}

TEST_CASE("CMA-ES tells what is wrong with its settings") {
  CmaSettings s = settings_of(2, 0, 1);
  s.step[1] = 0;
  CHECK_THROWS_WITH(start_cma(s), "CMA-ES: expected a step > 0 of parameter 1");
  s.step[1] = 1;
  s.lower = {1, -1};
  s.upper = {2, 1};
  CHECK_THROWS_WITH(start_cma(s), "CMA-ES: expected lower <= start <= upper of parameter 0");
  CHECK_THROWS_WITH(start_cma({}), "CMA-ES: expected at least one parameter");
}

TEST_CASE("NLopt's searches as ask and tell") {
  // Evaluations of direct calls of NLopt 2.7.1 (2-D Rosenbrock from -1.2, f < 1e-8): Nelder-Mead
  // 149, SBPLX 204, BOBYQA 205 with its default first steps; ours here are .5.
  for (const NloptMethod method :
       {NloptMethod::nelder_mead, NloptMethod::subplex, NloptMethod::bobyqa, NloptMethod::crs,
        NloptMethod::isres, NloptMethod::direct}) {
    NloptSettings s;
    s.method = method;
    s.step = {.5, .5};
    s.lower = {-2, -2};
    s.upper = {2.2, 2.1};  // the minimum is not at the centre
    s.target = 1e-8;
    s.tolerance = 0;
    s.most_evaluations = 30'000;
    const std::vector<std::vector<double>> starts{{-1.2, -1.2}};
    NloptState state = start_nlopt(s, starts);
    run_to_end(state, objective(rosenbrock), 1);
    INFO("method " << static_cast<int>(method));
    CHECK(state.runs[0].best_value < 1e-8);
    if (method <= NloptMethod::bobyqa) CHECK(state.runs[0].told.size() <= 2 * 205);
  }
}

TEST_CASE("a local search stays in Rosenbrock's second minimum, several starts leave it") {
  NloptSettings s;
  s.method = NloptMethod::bobyqa;
  s.lower.assign(5, -2);
  s.upper.assign(5, 2);
  s.step.assign(5, .3);
  s.tolerance = 1e-12;
  const std::vector<std::vector<double>> near{{-1, 1, 1, 1, 1}};
  NloptState stuck = start_nlopt(s, near);
  run_to_end(stuck, objective(rosenbrock));
  CHECK(best_run(stuck).best_value == Approx(3.93).margin(.005));  // known local minimum

  std::vector<std::vector<double>> starts = uniform_starts(s.lower, s.upper, 6, 4);
  NloptState state = start_nlopt(s, starts);
  CHECK(ask(state).size() == 6);  // a batch
  NloptState threads = state;
  run_to_end(state, objective(rosenbrock), 1);
  run_to_end(threads, objective(rosenbrock), 3);
  CHECK(best_run(state).best_value < 1e-6);
  CHECK(to_bytes(threads) == to_bytes(state));
}

TEST_CASE("NLopt stopped after every batch ends as it would without") {
  for (const NloptMethod method : {NloptMethod::subplex, NloptMethod::crs}) {
    NloptSettings s;
    s.method = method;
    s.lower = {-2, -2};
    s.upper = {2.2, 2.1};
    s.most_evaluations = 150;
    s.seed = 3;
    const NloptState start = start_nlopt(s, uniform_starts(s.lower, s.upper, 2, 1));
    NloptState whole = start;
    run_to_end(whole, objective(rosenbrock), 2);
    CHECK(whole.runs[1].told.size() > 50);
    CHECK(interrupted(start, in_threads(objective(rosenbrock), 2)) == to_bytes(whole));
  }
}

TEST_CASE("NLopt: failures and bad settings") {
  NloptSettings s;
  const std::vector<std::vector<double>> starts{{2, 2}};
  s.step = {1, 1};
  NloptState state = start_nlopt(s, starts);
  drive(state, in_threads(
                   [](std::span<const double> x, const DrawKey&) {
                     return x[0] < 1 ? Outcome{{}, "too low"} : Outcome{{sphere(x)}, {}};
                   },
                   1));
  CHECK(state.runs[0].failures > 0);
  CHECK(state.runs[0].best[0] == Approx(1).margin(1e-3));
  s.method = NloptMethod::direct;
  CHECK_THROWS_WITH(start_nlopt(s, starts), "NLopt: a global search needs limits");
}

}  // namespace
}  // namespace ravenstein::calibration
