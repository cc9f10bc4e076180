// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "engine/core/problem.hpp"
#include "engine/core/row_math.hpp"
#include "models/grid/allocation.hpp"
#include "models/grid/projection.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

namespace {

/// People in a third of the cells, from one to a hundred thousand.
std::vector<double> sparse_population(const GridShape& shape) {
  std::vector<double> population(shape.cells(), 0.0);
  std::uint64_t state = 12345;  // a linear congruential generator (Knuth, MMIX)
  for (double& persons : population) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const double u = static_cast<double>(state >> 11U) * 0x1p-53;
    if (u < 1.0 / 3) persons = std::pow(10, 15 * u);
  }
  return population;
}

std::vector<std::size_t> all_cells(const GridShape& shape) {
  std::vector<std::size_t> cells(shape.cells());
  std::iota(cells.begin(), cells.end(), std::size_t{0});
  return cells;
}

double largest_relative_difference(std::span<const double> a, std::span<const double> b) {
  double largest = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    largest = std::max(largest, std::abs(a[k] - b[k]) / std::abs(b[k]));
  }
  return largest;
}

}  // namespace

TEST_CASE("grid potential: transform, direct sum and points agree to 1e-9 in every cell") {
  const GridShape shape{47, 61, .5};
  const auto population = sparse_population(shape);
  const auto cells = all_cells(shape);
  std::vector<double> x, y;
  for (const std::size_t cell : cells) {
    x.push_back(static_cast<double>(cell % shape.columns) * shape.cell_km);
    y.push_back(static_cast<double>(cell / shape.columns) * shape.cell_km);
  }
  for (const PotentialKernel kernel :
       {PotentialKernel{1, .2, 10}, PotentialKernel{2, 2, 100}, PotentialKernel{-.6, 2, 3},
        PotentialKernel{.5, -.1, 12}, PotentialKernel{0, 0, 5}}) {
    CAPTURE(kernel.alpha, kernel.beta_per_km, kernel.range_km);
    const auto direct = grid_potential(shape, population, kernel, cells, PotentialMethod::direct);
    const auto transform =
        grid_potential(shape, population, kernel, cells, PotentialMethod::transform);
    const auto points = point_potential(x, y, population, kernel);
    CHECK(*std::min_element(direct.begin(), direct.end()) > 0);
    CHECK(largest_relative_difference(transform, direct) < 1e-9);
    CHECK(largest_relative_difference(points, direct) < 1e-9);
  }
}

TEST_CASE("grid potential: nothing wraps around the edge, nobody counts for himself") {
  // One cell with 4 people in the corner, range 2 cells: worked out by hand.
  const GridShape shape{4, 5, 1};
  std::vector<double> population(shape.cells(), 0.0);
  population[0] = 4;
  const auto cells = all_cells(shape);
  for (const auto method : {PotentialMethod::direct, PotentialMethod::transform}) {
    const auto v = grid_potential(shape, population, {.5, .3, 2}, cells, method);
    CHECK(v[0] == Approx(0).margin(1e-15));
    CHECK(v[1] == Approx(2 * std::exp(-.3)));
    CHECK(v[2] == Approx(2 * std::exp(-.6)));
    CHECK(v[6] == Approx(2 * std::exp(-.3 * std::sqrt(2))));
    for (const std::size_t far : {3, 4, 7, 12, 15, 19}) CHECK(v[far] == Approx(0).margin(1e-15));
  }
}

TEST_CASE("allocation: growth by suitability times potential, by hand") {
  const std::vector<double> population{10, 20, 0, 5}, suitability{1, .5, .5, 0},
      potential{2, 4, 8, 100};
  // s = 2, 2, 4, 0: of 8 people 2, 2, 4 and 0 go there.
  CHECK(allocate_change(population, suitability, potential, 43) ==
        std::vector<double>{12, 22, 4, 5});
  CHECK(allocate_change(population, suitability, potential, 35) == population);
}

TEST_CASE("allocation: losses by the inverse, nobody below nobody, by hand") {
  const std::vector<double> population{10, 20, 0, 6}, suitability{1, .5, .5, 0},
      potential{2, 4, 8, 4};
  // The inhabited cell without suitability takes the mean .5: s = 2, 2, 4, 2; inverse .5, .5, .25,
  // .5. Of 7 people lost the third cell (nobody there) gives 1: the others a third of that more.
  const auto after = allocate_change(population, suitability, potential, 29);
  const double each = 2 + 1.0 / 3;
  CHECK(after[0] == Approx(10 - each));
  CHECK(after[1] == Approx(20 - each));
  CHECK(after[2] == 0);
  CHECK(after[3] == Approx(6 - each));
  CHECK(sum_row(allocate_change(population, suitability, potential, 0)) == Approx(0).margin(1e-12));
  CHECK_THROWS_AS(allocate_change(population, suitability, potential, -1), InputError);
  CHECK_THROWS_AS(allocate_change(population, std::vector<double>(4, 0.0), potential, 50),
                  InputError);
}

TEST_CASE("allocation by elasticity: 0 is proportional, growth and decline alike, by hand") {
  const std::vector<double> population{10, 20, 0, 70}, potential{4, 1, 9, 1};
  CHECK(allocate_by_elasticity(population, potential, 0, 50) == std::vector<double>{5, 10, 0, 35});
  // P v^.5 = 20, 20, 0, 70 of 110.
  const auto after = allocate_by_elasticity(population, potential, .5, 220);
  CHECK(after[0] == Approx(40));
  CHECK(after[1] == Approx(40));
  CHECK(after[2] == 0);
  CHECK(after[3] == Approx(140));
  CHECK_THROWS_AS(allocate_by_elasticity(std::vector<double>(4, 0.0), potential, .5, 1),
                  InputError);
}

TEST_CASE("climate: suitability scales with weighted deviations, migrants are with minus without") {
  const std::vector<double> suitability{1, .5, .8}, crop{-.2, .1, std::nan("")}, water{-.4, 0, -3};
  const std::vector<ClimateLayer> layers{{2, crop}, {1, water}};
  const auto changed = climate_suitability(suitability, layers);
  CHECK(changed[0] == Approx(1 - .4 - .4));
  CHECK(changed[1] == Approx(.6));
  CHECK(changed[2] == 0);  // 1 - 3 < 0

  // Three cells in a row, people on the outer ones; the right half of the middle one's rival is
  // lost.
  const GridShape shape{1, 3, 1};
  const GridPopulation base{{100, 0, 100}, {0, 0, 0}};
  GridRegion region{{0, 1, 2}, {1, 1, 1}};
  const GridGravity gravity{{1, 0, 10}, {1, 0, 10}};
  const auto without = project_step(shape, base, region, gravity, {240, 0});
  // v = 100, 200, 100: of 40 people 10, 20, 10.
  CHECK(without.urban[1] == Approx(20));
  region.suitability = {1, .5, 0};
  const auto with = project_step(shape, base, region, gravity, {240, 0});
  // s = 100, 100, 0: 20, 20, 0.
  CHECK(with.urban[0] == Approx(120));
  CHECK(with.urban[2] == Approx(100));
  const ClimateMigrants migrants = climate_migrants(with.urban, without.urban);
  CHECK(migrants.persons == Approx(10));
  CHECK(sum_row(migrants.net) == Approx(0).margin(1e-12));
}
