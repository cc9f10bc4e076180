// SPDX-License-Identifier: Apache-2.0
// Whole simulated days where only movers cost: people at rest are not looked at. The same number
// moves whatever the population, so the time per mover must not depend on it.
#include <benchmark/benchmark.h>

#include "engine/simulation.hpp"

namespace {

using namespace ravenstein;

constexpr int kDays = 30;
constexpr std::size_t kZones = 3000;
constexpr double kMoversPerDay = 30'000;

/// Residents all leave on day 0; from then on they move on by one hazard to one of 16 neighbours.
class Wanderers : public Behaviour {
 public:
  explicit Wanderers(double hazard) : hazard_(hazard) {}
  void entry_weights(const DayView&, std::span<double> weight) override {
    std::fill(weight.begin(), weight.end(), 0.0);
  }
  void hazards(const DayView& today, Hazards& hazards) override {
    std::ranges::fill(hazards.departure, today.day == 0 ? 50.0 : 0.0);
    std::ranges::fill(hazards.onward, hazard_);
  }
  bool destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) override {
    ChoiceTable& choice = by_cause[0];
    if (!choice.to.empty()) return false;
    const auto n = static_cast<ZoneIndex>(today.world.size());
    choice.clear(n + 1);
    for (ZoneIndex z = 0; z < n; ++z) {
      for (ZoneIndex k = 1; k <= 16; ++k) {
        choice.to.push_back((z + k * k) % n);
        choice.weight.push_back(1.0 / k);
        choice.distance_km.push_back(10.0 * k);
      }
      choice.begin[z + 1] = 16 * (z + 1);
    }
    choice.begin[n + 1] = choice.begin[n];
    return true;
  }

 private:
  double hazard_;
};

void sparse_days(benchmark::State& state) {
  const auto people = static_cast<double>(state.range(0)) * 1e6;
  Scenario scenario;
  scenario.period = {Date{}, kDays};
  scenario.world.zones.resize(kZones);
  for (Zone& zone : scenario.world.zones) {
    zone.population = static_cast<std::int64_t>(people) / static_cast<std::int64_t>(kZones);
  }
  scenario.world.network = Network(scenario.world.zones, {}, {}, kDays);
  scenario.population.departures = PopulationPlan::Departures::hazard;
  scenario.record.flows = false;
  double moves = 0;
  const auto run = [&](double hazard) {
    Wanderers behaviour(hazard);
    return simulate(scenario, behaviour, {.threads = 1}).totals.moves;
  };
  for (auto _ : state) {
    moves = run(kMoversPerDay / people);
    benchmark::DoNotOptimize(moves);
  }
  state.counters["moves"] = moves - people;  // without those of day 0
  state.counters["person-days/s"] = benchmark::Counter(
      people * kDays * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(sparse_days)->Arg(3)->Arg(10)->Unit(benchmark::kMillisecond);

}  // namespace
