// SPDX-License-Identifier: Apache-2.0
// Calibrations from their YAML to their result. The counts are what the model itself expects at
// distance_exponent = 2, rounded to persons, so the truth is known.
#include <atomic>
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/fit/result.hpp"
#include "calibration/fit/run.hpp"
#include "calibration/fit/score.hpp"
#include "calibration/fit/simulator.hpp"
#include "fit_twin.hpp"

namespace ravenstein::calibration {
namespace {

using fit_sample::fit;
using fit_sample::Fitted;
using fit_sample::kMethod;
using fit_sample::kTruth;
using fit_sample::plan_of;
using fit_sample::records;
using fit_sample::twin;
using fit_sample::twin_with;
using fit_sample::twin_without_hold_out;
using fit_sample::with;

double score(const FitScores& scores, const std::string& forecast, const std::string& measure,
             const std::string& window) {
  for (const io::SkillRow& row : scores.rows) {
    if (row.forecast == forecast && row.measure == measure && row.window == window) {
      return row.value;
    }
  }
  FAIL("no such score: " + forecast + ' ' + measure + ' ' + window);
  return 0;
}

}  // namespace

TEST_CASE("fit: optimisers find the truth, and the fit beats forecasts without skill") {
  for (const char* method : {"{name: nlopt, evaluations: 200}", "{name: cma-es, restarts: 0}",
                             "{name: nlopt, algorithm: crs, evaluations: 400}"}) {
    INFO(method);
    const CalibrationPlan plan = twin_with(method);
    const Fitted fitted = fit(plan);
    REQUIRE(fitted.result.optimum.size() == 1);
    CHECK(fitted.result.optimum[0] == Approx(kTruth).margin(.01));  // counts are rounded
    CHECK(fitted.result.converged);
    const FitScores scores = score_fit(plan, fitted.result);
    CHECK(score(scores, "fitted", "WAPE", "hold-out") < .002);
    CHECK(score(scores, "fitted", "WAPE", "hold-out") <
          score(scores, "frozen shares", "WAPE", "hold-out"));
    CHECK(score(scores, "persistence", "WAPE", "hold-out") > .1);
    for (const char* forecast :
         {"fitted", "as given", "persistence", "fit mean", "frozen shares"}) {
      CHECK(score(scores, forecast, "counts", "fit") == 3);  // of day 9 nothing was known before
      CHECK(score(scores, forecast, "counts", "hold-out") == 3);
    }
  }
}

TEST_CASE("fit: a budget that is too small is no convergence") {
  const Fitted fitted = fit(twin_with("{name: nlopt, evaluations: 5}"));
  CHECK_FALSE(fitted.result.converged);
  CHECK(fitted.run.evaluations.size() == 5);
}

TEST_CASE("fit: posteriors of all samplers agree with the profile likelihood") {
  const Fitted profile = fit(twin_with("{name: profile, points: 41}"));
  const io::ResultTable* interval = nullptr;
  for (const io::ResultTable& table : profile.result.tables) {
    if (table.name == "profile_interval") interval = &table;
  }
  REQUIRE(interval != nullptr);
  const double sd = (interval->values[1] - interval->values[0]) / (2 * 1.96);
  CHECK(interval->values[0] < kTruth);
  CHECK(interval->values[1] > kTruth);
  for (const char* method :
       {"{name: es-mda, members: 200}", "{name: eki, members: 200}", "{name: ies, members: 200}",
        "{name: stretch, walkers: 16, steps: 400}", "{name: tempered, rungs: 2, steps: 2000}",
        "{name: abc-smc, particles: 200, adaptive_scales: false, tolerance: 2.5}"}) {
    INFO(method);
    const Fitted fitted = fit(twin_with(method));
    CHECK(fitted.run.failed == 0);
    REQUIRE(fitted.result.weight.size() >= 100);
    // ABC at a distance of 2.5 sd of six statistics is wider, by how much is not known
    const bool approximate = std::string(method).find("abc") != std::string::npos;
    CHECK(fitted.result.mean()[0] == Approx(kTruth).margin(sd));
    CHECK(fitted.result.sd()[0] > .7 * sd);
    CHECK(fitted.result.sd()[0] < (approximate ? 3 : 1.3) * sd);
  }
}

TEST_CASE("fit: sensitivity of the objective and of the field of zones and days") {
  for (const char* method :
       {"{name: morris, trajectories: 4, field_every_days: 9}",
        "{name: sobol, rows: 64, seed_factor: true, field_every_days: 9, bootstrap: 20}",
        "{name: rbd-fast, runs: 200, field_every_days: 9}"}) {
    INFO(method);
    const CalibrationPlan plan = plan_of(with("c.yaml", kMethod, method, twin_without_hold_out()));
    const Fitted fitted = fit(plan);
    CHECK(fitted.result.converged);
    const std::size_t outputs = output_names(plan, Wanted::field).size();
    CHECK(outputs == 1 + 3 * 5);                                  // days 0, 9, 18 in five zones
    CHECK(fitted.run.evaluations[0].outcome.values.size() == 1);  // the field is in the sums
    for (const io::ResultTable& table : fitted.result.tables) {
      if (table.name == "sobol_first") CHECK(table.values.size() == 2 * outputs);
      if (table.name == "sobol_total") {
        CHECK(table.values[0] == Approx(1).margin(.1));    // the only parameter does it all,
        CHECK(table.values[1] == Approx(0).margin(1e-9));  // and flows know no chance
      }
      if (table.name == "rbd_first") CHECK(table.values[0] > .9);
      if (table.name == "morris_mean_absolute") CHECK(table.values[0] > 0);
    }
  }
}

TEST_CASE("fit: with monthly steps the field ends with the fit window, too") {
  const CalibrationPlan plan = plan_of(fit_sample::monthly(
      with("c.yaml", kMethod, "{name: morris, trajectories: 4, field_every_days: 9}",
           twin_without_hold_out())));
  const Simulator simulator(plan, plan.fit_window.last);  // day 18 of 61
  const std::size_t outputs = output_names(plan, Wanted::field).size();
  CHECK(outputs == 1 + 3 * 5);  // days 0, 9, 18 in five zones
  const std::vector<double> x{kTruth};
  CHECK(simulator.run(x, {}, Wanted::field).values.size() == outputs);
}

TEST_CASE("fit: a simulated count that is censored is no nearer for being further below") {
  fit_sample::Files all = with("c.yaml", kMethod, "{name: abc-smc, particles: 20}", twin());
  const CalibrationPlan plan =
      plan_of(with("c.yaml", "sd: 0.1", "sd: 0.1, censored_below: 100000", all));
  const Simulator simulator(plan, plan.fit_window.last);
  const double limit = std::log1p(100000);  // every count is below it, and so is the model
  for (std::uint32_t member = 0; member < 20; ++member) {
    const Outcome outcome =
        simulator.run(std::vector<double>{kTruth}, {5, member}, Wanted::statistics);
    for (const double value : outcome.values) CHECK(value >= limit);
  }
}

TEST_CASE("fit: threads and interruptions change nothing, known evaluations are not run again") {
  for (const char* method : {"{name: es-mda, members: 30}", "{name: cma-es, evaluations: 150}",
                             "{name: nlopt, evaluations: 40, starts: 3}"}) {
    INFO(method);
    const CalibrationPlan plan = twin_with(method);
    RunHooks alone;
    alone.threads = 1;
    const std::vector<std::string> whole = records(fit(plan, alone).run);
    CHECK(records(fit(plan).run) == whole);

    std::map<std::uint64_t, Evaluated> kept;
    int made = 0, stops = 0;
    RunHooks hooks;
    hooks.known = [&](std::uint64_t number) -> std::optional<Evaluated> {
      const auto found = kept.find(number);
      if (found == kept.end()) return {};
      return found->second;
    };
    hooks.made = [&](const Evaluated& evaluated) {
      ++made;
      kept[evaluated.number] = from_record(to_record(evaluated));
    };
    hooks.progress = [&](std::int64_t) { return made % 17 != 0; };
    std::vector<std::string> resumed;
    while (resumed.empty()) {
      try {
        resumed = records(fit(plan, hooks).run);
      } catch (const Interrupted&) {
        REQUIRE(++stops < 100);
      }
    }
    CHECK(stops > 1);
    CHECK(resumed == whole);
    CHECK(static_cast<std::size_t>(made) == whole.size());
  }
}

TEST_CASE("fit: what a failed evaluation means is as the file says") {
  const Model fails_above_3 = [](std::span<const double> x, const DrawKey& key) -> Outcome {
    if (x[0] > 3) throw std::runtime_error("too far");
    if (x[0] > 2.9 && key.seed % 2 == 0) return {{std::nan("")}, {}};
    return {{(x[0] - 2.5) * (x[0] - 2.5)}, {}};
  };
  const auto run = [&](const std::string& policy) {
    const CalibrationPlan plan =
        plan_of(with("c.yaml", "seed: 5", "seed: 5\n" + policy,
                     with("c.yaml", kMethod, "{name: cma-es, restarts: 0}", twin())));
    return run_calibration(plan, fails_above_3, {});
  };
  const Calibrated goes_on = run("on_failure: continue");
  CHECK(goes_on.failed > 0);
  CHECK(std::get<IpopState>(goes_on.state).best[0] * 5 == Approx(2.5).margin(1e-3));
  bool told = false;
  for (const Evaluated& evaluated : goes_on.evaluations) {
    if (evaluated.parameters[0] > 3) told = evaluated.outcome.failure == "too far";
  }
  CHECK(told);
  CHECK_THROWS_WITH(run("on_failure: abort"), Catch::Contains("failed (on_failure: abort): ") &&
                                                  Catch::Contains("distance_exponent = "));
  const Calibrated recovered = run("on_failure: recover\nrecover_value: 100");
  CHECK(recovered.failed > 0);
  CHECK(std::get<IpopState>(recovered.state).best[0] * 5 == Approx(2.5).margin(1e-3));
}

TEST_CASE("fit: retries draw other numbers, and failures alone end the calibration") {
  std::atomic<int> calls{0};
  const CalibrationPlan retry =
      plan_of(with("c.yaml", "seed: 5", "seed: 5\non_failure: retry\nretries: 3", twin()));
  const Calibrated mended =
      run_calibration(retry,
                      [&](std::span<const double> x, const DrawKey&) -> Outcome {
                        if (++calls % 3 != 0) return {{}, "twice it does not work"};
                        return {{std::abs(x[0] - 1)}, {}};
                      },
                      {});
  CHECK(mended.failed == 0);
  CHECK(static_cast<std::size_t>(calls) == 3 * mended.evaluations.size());

  const CalibrationPlan plan = twin_with("{name: es-mda, members: 60}");
  const Calibrated none = run_calibration(plan,
                                          [](std::span<const double>, const DrawKey&) {
                                            return Outcome{{}, "no luck"};
                                          },
                                          {});
  CHECK(none.all_failed == "no luck");
  CHECK(none.failed == 60);
}

}  // namespace ravenstein::calibration
