// SPDX-License-Identifier: Apache-2.0
// The flat pass over agents, the function a simulation calls, and the daily alias tables.
// Rates are per second of CPU time of the measured thread.
#include <benchmark/benchmark.h>
#include <tbb/task_arena.h>

#include <memory>
#include <vector>

#include "engine/population/flat_pass.hpp"

namespace ravenstein {
namespace {

// Random zones, destinations and weights: nothing is near to anything else, the hard case.
struct Setting {
  std::vector<std::uint32_t> begin{0};
  std::vector<std::uint32_t> to;
  std::vector<double> weight;
  AliasTables tables;
  std::vector<ZoneIndex> zones;

  Setting(std::uint32_t zone_count, std::uint32_t targets, std::size_t agents) : zones(agents) {
    Stream stream({1, 0}, Purpose::attribute, 0, 0);
    to.resize(std::size_t{zone_count} * targets);
    weight.resize(to.size());
    for (std::size_t i = 0; i < to.size(); ++i) {
      to[i] = stream.next_u32() % zone_count;
      weight[i] = stream.uniform_open();
    }
    for (std::uint32_t zone = 1; zone <= zone_count; ++zone) begin.push_back(zone * targets);
    tables.set_targets(begin, to);
    tables.rebuild_all(weight);
    for (std::size_t i = 0; i < agents; ++i) {
      if (i % 50000000 == 0) stream = Stream({1, 1}, Purpose::attribute, i / 50000000, 0);
      zones[i] = stream.next_u32() % zone_count;
    }
  }
};

// One setting at a time: the large ones fill the memory of a small machine.
Setting& setting(std::uint32_t zone_count, std::uint32_t targets, std::size_t agents) {
  static std::unique_ptr<Setting> current;
  if (!current || current->begin.size() != zone_count + 1 || current->zones.size() != agents) {
    current.reset();
    current = std::make_unique<Setting>(zone_count, targets, agents);
  }
  return *current;
}

// A simulation's days, from the second on: the first one finds the memory for the hops.
template <class Then>
void run_days(benchmark::State& state, Setting& world, double probability, SimdLevel level,
              Then then) {
  std::vector<std::uint32_t> thresholds;
  set_thresholds(std::vector<double>(world.tables.rows(), probability), thresholds);
  std::vector<HopBuffer> blocks;
  std::uint32_t day = 0;
  tbb::task_arena one(1);
  const auto one_day = [&] {
    one.execute([&] {
      flat_pass({{7, 0}, day++, thresholds, world.tables.view(), level}, world.zones, blocks);
      then(blocks);
    });
  };
  one_day();
  for (auto _ : state) {
    one_day();
    benchmark::ClobberMemory();
  }
  state.counters["agent_steps/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(world.zones.size()),
      benchmark::Counter::kIsRate);
}

void flat_pass(benchmark::State& state, SimdLevel level) {
  Setting& world = setting(static_cast<std::uint32_t>(state.range(0)),
                           static_cast<std::uint32_t>(state.range(1)),
                           static_cast<std::size_t>(state.range(2)) * 1000000);
  run_days(state, world, static_cast<double>(state.range(3)) / 100, level, [](const auto&) {});
}

void flat_settings(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"zones", "targets", "million_agents", "percent_moving"});
  for (const int agents : {4, 40}) {
    for (const int percent : {3, 10, 30}) bench->Args({3000, 64, agents, percent});
  }
  for (const int percent : {3, 10, 30}) bench->Args({30000, 256, 40, percent});
  bench->Unit(benchmark::kMillisecond);
}
BENCHMARK_CAPTURE(flat_pass, vector, best_simd_level())->Apply(flat_settings);
BENCHMARK_CAPTURE(flat_pass, scalar, SimdLevel::scalar)
    ->ArgNames({"zones", "targets", "million_agents", "percent_moving"})
    ->Args({3000, 64, 4, 10})
    ->Unit(benchmark::kMillisecond);

void flat_pass_hops_in_one_array(benchmark::State& state) {
  HopBuffer all;
  run_days(state, setting(3000, 64, 40000000), 0.1, best_simd_level(),
           [&](const std::vector<HopBuffer>& blocks) { concatenate(blocks, all); });
}
BENCHMARK(flat_pass_hops_in_one_array)->Unit(benchmark::kMillisecond);

void alias_tables(benchmark::State& state) {
  Setting& world = setting(static_cast<std::uint32_t>(state.range(0)),
                           static_cast<std::uint32_t>(state.range(1)), 4000000);
  tbb::task_arena one(1);
  for (auto _ : state) {
    one.execute([&] { world.tables.rebuild_all(world.weight); });
    benchmark::ClobberMemory();
  }
  state.counters["cells/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(world.to.size()),
      benchmark::Counter::kIsRate);
}
BENCHMARK(alias_tables)
    ->ArgNames({"zones", "targets"})
    ->Args({3000, 64})
    ->Args({30000, 256})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ravenstein
