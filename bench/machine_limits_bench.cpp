// SPDX-License-Identifier: Apache-2.0
// What this machine can do at most, one thread, so that other figures can be stated as a fraction
// of it: reading and writing memory in order, and reading four bytes at random. (The third limit,
// words of Philox, is philox_words in random_bench.cpp.)
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "engine/random/huge_pages.hpp"
#include "engine/random/philox.hpp"

namespace ravenstein {
namespace {

template <class T>
using Pages = std::vector<T, HugePages<T>>;

void bytes_per_second(benchmark::State& state, std::size_t bytes_per_iteration) {
  state.counters["bytes/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(bytes_per_iteration),
      benchmark::Counter::kIsRate, benchmark::Counter::kIs1000);
}

constexpr std::size_t kArray = std::size_t{1} << 25;  // 32 Mi entries: beyond every cache

void memory_read(benchmark::State& state) {
  const Pages<std::uint64_t> array(kArray, 1);
  for (auto _ : state) {
    std::uint64_t sums[8] = {};
    for (std::size_t i = 0; i < kArray; i += 8) {
      for (std::size_t k = 0; k < 8; ++k) sums[k] += array[i + k];
    }
    benchmark::DoNotOptimize(sums);
  }
  bytes_per_second(state, kArray * sizeof(std::uint64_t));
}
BENCHMARK(memory_read)->Unit(benchmark::kMillisecond);

// Bytes counted as read and written back, as the flat pass does with its zones.
void memory_update(benchmark::State& state) {
  Pages<std::uint32_t> array(kArray, 1);
  for (auto _ : state) {
    for (std::uint32_t& value : array) value += 3;
    benchmark::ClobberMemory();
  }
  bytes_per_second(state, 2 * kArray * sizeof(std::uint32_t));
}
BENCHMARK(memory_update)->Unit(benchmark::kMillisecond);

// a = b + s c: 24 bytes per entry, not counting that `a` is fetched before it is written.
void memory_triad(benchmark::State& state) {
  Pages<double> a(kArray, 0);
  const Pages<double> b(kArray, 1);
  const Pages<double> c(kArray, 2);
  for (auto _ : state) {
    for (std::size_t i = 0; i < kArray; ++i) a[i] = b[i] + 3 * c[i];
    benchmark::ClobberMemory();
  }
  bytes_per_second(state, 3 * kArray * sizeof(double));
}
BENCHMARK(memory_triad)->Unit(benchmark::kMillisecond);

// Independent reads at random places of a table; the places are made beforehand.
void random_reads(benchmark::State& state) {
  const std::size_t entries = static_cast<std::size_t>(state.range(0)) * 1024 / 4;
  const Pages<std::uint32_t> table(entries, 1);
  std::vector<std::uint32_t> places(1U << 14);
  Stream stream({1, 0}, Purpose::attribute, 0, 0);
  for (auto& place : places) place = stream.next_u32();
  std::uint32_t turn = 0;
  for (auto _ : state) {
    std::uint32_t sums[8] = {};
    const std::uint32_t shift = turn++ * 0x9E3779B9U;  // other places each time
    for (std::size_t i = 0; i < places.size(); i += 8) {
      for (std::size_t k = 0; k < 8; ++k) {
        sums[k] += table[(places[i + k] ^ shift) & (entries - 1)];
      }
    }
    benchmark::DoNotOptimize(sums);
  }
  state.counters["reads/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(places.size()),
      benchmark::Counter::kIsRate);
}
BENCHMARK(random_reads)
    ->ArgName("kilobytes")
    ->Arg(16)
    ->Arg(256)
    ->Arg(2048)
    ->Arg(32768)
    ->Arg(131072)
    ->Arg(1 << 20);

}  // namespace
}  // namespace ravenstein
