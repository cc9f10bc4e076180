// SPDX-License-Identifier: Apache-2.0
// A decade of gridded population on a grid as large as Rhode Island's (300 x 270 cells, a range of
// 100 km, 2,824 cells projected), and potentials of larger grids.
#include <benchmark/benchmark.h>

#include <numeric>

#include "models/grid/projection.hpp"

namespace ravenstein::models {
namespace {

std::vector<double> people(const GridShape& shape) {
  std::vector<double> population(shape.cells());
  for (std::size_t k = 0; k < population.size(); ++k) {
    population[k] = static_cast<double>(k * 2654435761U % 5000);
  }
  return population;
}

void grid_step(benchmark::State& state) {
  const GridShape shape{300, 270, 1};
  const GridPopulation base{people(shape), people(shape)};
  GridRegion region{{}, std::vector<double>(2824, .8)};
  for (std::size_t k = 0; k < 2824; ++k) region.cells.push_back(27'000 + 14 * k);
  const GridGravity gravity{{1.5, .46, 100}, {.5, 1, 100}};
  for (auto _ : state) {
    const auto next = project_step(shape, base, region, gravity, {1e7, 1e7});
    benchmark::DoNotOptimize(next.urban.data());
  }
}

void grid_transform(benchmark::State& state) {
  const auto side = static_cast<std::size_t>(state.range(0));
  const GridShape shape{side, side, 1};
  const std::vector<double> population = people(shape);
  std::vector<std::size_t> cells(shape.cells());
  std::iota(cells.begin(), cells.end(), std::size_t{0});
  for (auto _ : state) {
    const auto v =
        grid_potential(shape, population, {1, .1, 100}, cells, PotentialMethod::transform);
    benchmark::DoNotOptimize(v.data());
  }
}

BENCHMARK(grid_step)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(grid_transform)
    ->Arg(300)
    ->Arg(1000)
    ->Arg(3000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace ravenstein::models
