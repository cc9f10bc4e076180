// SPDX-License-Identifier: Apache-2.0
// Shortest distances and route enumeration on a square grid of zones (made once per network epoch).
#include <benchmark/benchmark.h>

#include "engine/world/routing.hpp"

namespace {

using namespace ravenstein;

/// side x side zones, each linked to its right and lower neighbour; lengths vary.
Network grid(std::size_t side, std::vector<Zone>& zones) {
  zones.assign(side * side, Zone{});
  std::vector<Link> links;
  for (std::size_t r = 0; r < side; ++r) {
    for (std::size_t c = 0; c < side; ++c) {
      const auto here = static_cast<ZoneIndex>(r * side + c);
      const double km = 10 + static_cast<double>((r * 7 + c * 13) % 50);
      if (c + 1 < side) links.push_back({.a = here, .b = here + 1, .distance_km = km});
      const auto below = static_cast<ZoneIndex>(here + side);
      if (r + 1 < side) links.push_back({.a = here, .b = below, .distance_km = km + 3});
    }
  }
  return Network(zones, std::move(links), {}, 1);
}

void shortest_distances_of_one_target(benchmark::State& state) {
  std::vector<Zone> zones;
  const auto side = static_cast<std::size_t>(state.range(0));
  const Network network = grid(side, zones);
  const ZoneIndex target[] = {static_cast<ZoneIndex>(side * side / 2)};
  for (auto _ : state) {
    benchmark::DoNotOptimize(shortest_distances(network.on(0), target));
  }
  state.counters["zones/s"] =
      benchmark::Counter(static_cast<double>(state.iterations() * state.range(0) * state.range(0)),
                         benchmark::Counter::kIsRate);
}
BENCHMARK(shortest_distances_of_one_target)->Arg(17)->Arg(55)->Arg(173);

void routes_of_one_zone(benchmark::State& state) {
  std::vector<Zone> zones;
  const Network network = grid(55, zones);
  const int awareness = static_cast<int>(state.range(0));
  std::size_t routes = 0;
  for (auto _ : state) {
    routes = enumerate_routes(network.on(0), zones, 27 * 55 + 27, awareness).size();
    benchmark::DoNotOptimize(routes);
  }
  state.counters["routes/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(routes),
                         benchmark::Counter::kIsRate);
}
BENCHMARK(routes_of_one_zone)->DenseRange(1, 5, 2);

}  // namespace
