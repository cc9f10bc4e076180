// SPDX-License-Identifier: Apache-2.0
// How long a calibration goes on: to its budget, never beyond, and to an end of its own by default.
#include <catch2/catch.hpp>

#include "fit_twin.hpp"

namespace ravenstein::calibration {
namespace {

using fit_sample::fit;
using fit_sample::Fitted;
using fit_sample::kMethod;
using fit_sample::problems_of;
using fit_sample::records;
using fit_sample::twin;
using fit_sample::twin_with;
using fit_sample::with;

}  // namespace

TEST_CASE("fit: no method makes more evaluations than its budget, with any number of threads") {
  // Budgets that are no multiple of a generation, a batch of proposals or the number of starts.
  for (const auto& [method, budget] : {std::pair{"{name: nlopt, evaluations: 41, starts: 3}", 41},
                                       {"{name: nlopt, algorithm: crs, evaluations: 13}", 13},
                                       {"{name: nlopt, algorithm: isres, evaluations: 33}", 33},
                                       {"{name: nlopt, algorithm: direct, evaluations: 9}", 9},
                                       {"{name: cma-es, evaluations: 101}", 101},
                                       {"{name: cma-es, evaluations: 101, noise: true}", 101},
                                       {"{name: profile, evaluations: 77, points: 21}", 77},
                                       {"{name: abc-smc, particles: 20, evaluations: 333}", 333}}) {
    INFO(method);
    const CalibrationPlan plan = twin_with(method);
    RunHooks alone;
    alone.threads = 1;
    const Fitted one = fit(plan, alone);
    CHECK(static_cast<int>(one.run.evaluations.size()) <= budget);
    CHECK(static_cast<int>(one.run.evaluations.size()) > budget / 2);
    CHECK(records(fit(plan).run) == records(one.run));
    CHECK(most_evaluations(plan) == budget);
  }
  CHECK(fit(twin_with("{name: abc-smc, particles: 20, evaluations: 333}")).run.evaluations.size() ==
        333);
}

TEST_CASE("fit: a budget below the least that a method needs is refused") {
  const auto told = [](const char* method) {
    const auto lines = problems_of(with("c.yaml", kMethod, method, twin()));
    return lines.empty() ? std::string() : lines.front();
  };
  CHECK(told("{name: nlopt, starts: 4, evaluations: 3}") ==
        "c.yaml:9:9: method: evaluations: expected at least 4, one for each start, found 3");
  CHECK(told("{name: cma-es, evaluations: 3}") ==
        "c.yaml:9:9: method: evaluations: expected at least 4, a generation, found 3");
  CHECK(told("{name: profile, evaluations: 12}") ==
        "c.yaml:9:9: method: evaluations: expected at least 16, a generation and one for each "
        "point, found 12");
  CHECK(told("{name: abc-smc, particles: 20, evaluations: 19}") ==
        "c.yaml:9:9: method: ABC: expected a budget of at least one run for each particle");
}

TEST_CASE("fit: abc-smc with its defaults ends by itself") {
  // The share accepted about halves with each generation, and 1.5 % ends it: 500 / .015 proposals
  // for the last generation, no more for the one before, then half as many, a quarter, ...
  const Fitted fitted = fit(twin_with("{name: abc-smc}"));
  CHECK(fitted.result.converged);
  CHECK(fitted.run.evaluations.size() < 3 * 500 / .015);
  INFO(fitted.result.ending);
  CHECK(fitted.result.ending.find("too few proposals are accepted") == 0);
}

TEST_CASE("fit: abc-smc ends when the next tolerance is no lower, with scales found anew, too") {
  // Statistics that no parameter moves: distances differ by chance alone, the more there are the
  // less (the median of 400 normal ones lies within 1 % of the largest accepted).
  CalibrationPlan plan = twin_with("{name: abc-smc, particles: 50, minimum_acceptance: 0}");
  const Count count = plan.fit.front();
  plan.fit.assign(400, count);
  const Calibrated run = run_calibration(plan,
                                         [](std::span<const double>, const DrawKey& key) {
                                           Outcome outcome;
                                           Stream stream(key, Purpose::entry, 0, 0);
                                           for (int i = 0; i < 400; ++i)
                                             outcome.values.push_back(stream.uniform());
                                           return outcome;
                                         },
                                         {});
  CHECK((std::get<AbcState>(run.state).stop == AbcStop::change));
  CHECK(run.evaluations.size() < 10'000);
}

}  // namespace ravenstein::calibration
