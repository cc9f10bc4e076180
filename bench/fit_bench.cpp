// SPDX-License-Identifier: Apache-2.0
// What `ravenstein calibrate` costs beside the model: 10,000 evaluations that do nothing, with
// their journal (goal: at most 20 us each), and what a second thread gains where an evaluation
// costs 1 ms.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "calibration/fit/run.hpp"
#include "io/journal/journal.hpp"

namespace ravenstein::calibration {
namespace {

constexpr int kEvaluations = 10'000;

/// Five parameters, a hundred counts.
CalibrationPlan plan_of(const std::string& method) {
  CalibrationPlan plan;
  plan.form.method.name = method;
  plan.form.method.members = kEvaluations / 4;
  plan.form.method.evaluations = kEvaluations;
  plan.form.method.walkers = 100;
  plan.form.method.steps = method == "stretch" ? kEvaluations / 100 : 0;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    FreeParameter& parameter = plan.parameters.emplace_back();
    parameter.info.name = name;
    parameter.prior = Prior::uniform(0, 1);
  }
  plan.series.push_back({"counts", CountOf::present, {}});
  for (int day = 0; day < 100; ++day) plan.fit.push_back({0, 0, day, day, 100.0});
  return plan;
}

/// One value, or one for each count.
Outcome nothing(const CalibrationPlan& plan, std::span<const double> x) {
  const bool many = wanted_by(plan.form.method.name) == Wanted::predictions;
  double sum = 0;
  for (const double value : x) sum += (value - .3) * (value - .3);
  return {std::vector<double>(many ? plan.fit.size() : 1, sum), {}};
}

void overhead(benchmark::State& bench, const std::string& method) {
  const CalibrationPlan plan = plan_of(method);
  const auto path = std::filesystem::temp_directory_path() /
                    ("ravenstein-fit-bench-" + std::to_string(::getpid()));
  std::int64_t done = 0;
  for (auto _ : bench) {
    std::filesystem::remove(path);
    io::Journal journal(path, "bench");
    RunHooks hooks;
    hooks.threads = 1;
    hooks.made = [&](const Evaluated& evaluated) { journal.append(to_record(evaluated)); };
    const Calibrated run = run_calibration(
        plan, [&](std::span<const double> x, const DrawKey&) { return nothing(plan, x); }, hooks);
    done += static_cast<std::int64_t>(run.evaluations.size());
  }
  std::filesystem::remove(path);
  bench.counters["per_evaluation"] = benchmark::Counter(
      static_cast<double>(done), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  bench.counters["evaluations"] =
      static_cast<double>(done) / static_cast<double>(bench.iterations());
}

void calibrate_cma(benchmark::State& b) { overhead(b, "cma-es"); }
void calibrate_mda(benchmark::State& b) { overhead(b, "es-mda"); }
void calibrate_stretch(benchmark::State& b) { overhead(b, "stretch"); }
BENCHMARK(calibrate_cma)->Unit(benchmark::kMillisecond);
BENCHMARK(calibrate_mda)->Unit(benchmark::kMillisecond);
BENCHMARK(calibrate_stretch)->Unit(benchmark::kMillisecond);

/// 1,000 evaluations of 1 ms of arithmetic each.
void calibrate_threads(benchmark::State& bench) {
  CalibrationPlan plan = plan_of("es-mda");
  plan.form.method.members = 250;
  RunHooks hooks;
  hooks.threads = static_cast<int>(bench.range(0));
  for (auto _ : bench) {
    run_calibration(
        plan,
        [&](std::span<const double> x, const DrawKey&) {
          double value = x[0];
          for (int i = 0; i < 250'000; ++i) value = value * 1.0000001 + 1e-9;
          benchmark::DoNotOptimize(value);
          return nothing(plan, x);
        },
        hooks);
  }
}
BENCHMARK(calibrate_threads)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace ravenstein::calibration
