// SPDX-License-Identifier: Apache-2.0
// What the machinery of inference costs beside the model: 10,000 evaluations that do nothing (goal:
// at most 20 us each), and what a second thread gains where an evaluation costs 0.2 ms.
#include <benchmark/benchmark.h>

#include <cmath>

#include "calibration/abc/abc_smc.hpp"
#include "calibration/mcmc/stretch.hpp"
#include "calibration/mcmc/tempered.hpp"
#include "calibration/optimise/restarts.hpp"
#include "calibration/sensitivity/morris.hpp"
#include "calibration/sensitivity/sobol_indices.hpp"
#include "calibration/smoother/es_mda.hpp"
#include "calibration/smoother/ies.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::int64_t kEvaluations = 10'000;
constexpr std::size_t kParameters = 5;

std::vector<Prior> priors() { return std::vector<Prior>(kParameters, Prior::normal(0, 1)); }

/// Costs next to nothing, and leads nowhere soon.
Outcome nothing(std::span<const double> x, const DrawKey&) {
  return {{x[0] * x[0] + x[1] * x[1]}, {}};
}

/// Runs a method on one thread until 10,000 evaluations are told or it is finished; the time that
/// is reported is that of one.
template <class State>
void overhead(benchmark::State& bench, const State& start) {
  const BatchModel model = in_threads(nothing, 1);
  std::int64_t done = 0;
  for (auto _ : bench) {
    State state = start;
    for (std::int64_t told = 0; told < kEvaluations && !finished(state);) {
      const std::vector<Evaluation> batch = ask(state);
      tell(state, model(batch));
      told += static_cast<std::int64_t>(batch.size());
      done += static_cast<std::int64_t>(batch.size());
    }
  }
  bench.counters["per_evaluation"] = benchmark::Counter(
      static_cast<double>(done), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  bench.counters["evaluations"] =
      static_cast<double>(done) / static_cast<double>(bench.iterations());
}

CmaSettings cma() {
  CmaSettings s;
  s.start.assign(kParameters, 3);
  s.step.assign(kParameters, 1);
  return s;
}

AbcSettings abc() {
  AbcSettings s;
  s.priors = priors();
  s.observed = {0};
  s.particles = 500;
  s.minimum_change = 0;
  return s;
}

EnsembleSettings ensemble() {
  EnsembleSettings s;
  s.priors = priors();
  s.observed = {1};
  s.error_sd = {.1};
  s.members = 1000;
  return s;
}

IesSettings ies() {
  IesSettings s;
  s.ensemble = ensemble();
  s.minimum_fall = -1;
  return s;
}

StretchSettings stretch() {
  StretchSettings s;
  s.priors = priors();
  return s;
}

TemperedSettings tempered() {
  TemperedSettings s;
  s.priors = priors();
  return s;
}

SobolSettings sobol(int bootstrap) {
  SobolSettings s;
  s.factors = priors();
  s.rows = 2048;
  s.bootstrap = bootstrap;
  return s;
}

MorrisSettings morris() {
  MorrisSettings s;
  s.factors = priors();
  s.trajectories = 2000;
  return s;
}

void null_cma(benchmark::State& b) { overhead(b, start_ipop(cma(), 100)); }
void null_abc(benchmark::State& b) { overhead(b, start_abc(abc())); }
void null_mda(benchmark::State& b) { overhead(b, start_mda({ensemble(), {}, 50})); }
void null_ies(benchmark::State& b) { overhead(b, start_ies(ies())); }
void null_stretch(benchmark::State& b) { overhead(b, start_stretch(stretch())); }
void null_tempered(benchmark::State& b) { overhead(b, start_tempered(tempered())); }
void null_sobol(benchmark::State& b) { overhead(b, start_sobol(sobol(0))); }
void null_sobol_bootstrap(benchmark::State& b) { overhead(b, start_sobol(sobol(200))); }
void null_morris(benchmark::State& b) { overhead(b, start_morris(morris())); }
BENCHMARK(null_cma)->Unit(benchmark::kMillisecond);
BENCHMARK(null_abc)->Unit(benchmark::kMillisecond);
BENCHMARK(null_mda)->Unit(benchmark::kMillisecond);
BENCHMARK(null_ies)->Unit(benchmark::kMillisecond);
BENCHMARK(null_stretch)->Unit(benchmark::kMillisecond);
BENCHMARK(null_tempered)->Unit(benchmark::kMillisecond);
BENCHMARK(null_sobol)->Unit(benchmark::kMillisecond);
BENCHMARK(null_sobol_bootstrap)->Unit(benchmark::kMillisecond);
BENCHMARK(null_morris)->Unit(benchmark::kMillisecond);

/// 0.2 ms of arithmetic.
Outcome some_work(std::span<const double> x, const DrawKey&) {
  double sum = x[0];
  for (int i = 0; i < 20'000; ++i) sum = std::sin(sum + i);
  return {{sum}, {}};
}

/// A smoother of 200 members on so many threads.
void threads(benchmark::State& bench) {
  EnsembleSettings s = ensemble();
  s.members = 200;
  const MdaState start = start_mda({s, {28.0 / 3, 7, 4, 2}, 50});
  const BatchModel model = in_threads(some_work, static_cast<int>(bench.range(0)));
  for (auto _ : bench) {
    MdaState state = start;
    drive(state, model);
    benchmark::DoNotOptimize(state);
  }
}
BENCHMARK(threads)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ravenstein::calibration
