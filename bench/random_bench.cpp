// SPDX-License-Identifier: Apache-2.0
// Rates of the random numbers: words of Philox, and draws of whole numbers.
#include <benchmark/benchmark.h>

#include <vector>

#include "engine/random/draws.hpp"
#include "engine/random/philox_block.hpp"

namespace ravenstein {
namespace {

void philox_words(benchmark::State& state, SimdLevel level) {
  if (level > best_simd_level()) {
    state.SkipWithError("this CPU does not have that level");
    return;
  }
  std::vector<std::uint32_t> words(4096);
  std::uint32_t first = 0;
  for (auto _ : state) {
    philox_block({1, 2}, Purpose::flat_departure, first, 3, 0, words, level);
    first += 1024;
    benchmark::DoNotOptimize(words.data());
    benchmark::ClobberMemory();
  }
  state.counters["words/s"] = benchmark::Counter(static_cast<double>(state.iterations()) * 4096,
                                                 benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(philox_words, scalar, SimdLevel::scalar);
BENCHMARK_CAPTURE(philox_words, avx2, SimdLevel::avx2);
BENCHMARK_CAPTURE(philox_words, avx512, SimdLevel::avx512);

// A stream per subject, as the engine makes them: one per zone and day.
template <class Draw>
void draws(benchmark::State& state, Draw draw) {
  std::uint32_t subject = 0;
  std::int64_t sum = 0;
  for (auto _ : state) {
    Stream stream({1, 2}, Purpose::departure_count, subject++, 3);
    sum += draw(stream);
  }
  benchmark::DoNotOptimize(sum);
  state.counters["draws/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void binomials(benchmark::State& state) {
  const std::int64_t n = state.range(0);
  const double p = static_cast<double>(state.range(1)) * 1e-6;
  draws(state, [&](Stream& stream) { return binomial(stream, n, p); });
}
BENCHMARK(binomials)
    ->ArgNames({"n", "p_millionths"})
    ->Args({100, 10000})
    ->Args({10000, 900})
    ->Args({10000, 100000})
    ->Args({100000000, 300000});

void hypergeometrics(benchmark::State& state) {
  draws(state, [&](Stream& stream) {
    return hypergeometric(stream, state.range(0), state.range(1), state.range(2));
  });
}
BENCHMARK(hypergeometrics)
    ->ArgNames({"total", "marked", "sample"})
    ->Args({1000, 100, 10})
    ->Args({1000000, 1000, 100000});

void poissons(benchmark::State& state) {
  const auto mean = static_cast<double>(state.range(0));
  draws(state, [&](Stream& stream) { return poisson(stream, mean); });
}
BENCHMARK(poissons)->ArgName("mean")->Arg(3)->Arg(1000);

}  // namespace
}  // namespace ravenstein
