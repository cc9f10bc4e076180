// SPDX-License-Identifier: Apache-2.0
// Gridded gravity against population_gravity (github.com/IMMM-SFA/population_gravity): its rasters
// of 2020 and its calibrations, as its history and a run of it gave them.
#include "grid_data.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/core/row_math.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;

TEST_CASE("grid data: Rhode Island 2020 is within 2e-4 of the reference rasters") {
  if (!grids_are_there()) {
    WARN("no population_gravity grids (docs/data.md): skipped");
    return;
  }
  const GridState state = rhode_island();
  // Coefficients and targets of the reference run: popproj.csv, SSP2, 2020.
  const models::GridGravity gravity{{-2, .46, 100}, {-.34, 1, 100}};
  const auto projected = models::project_step(state.shape(), state.population(2010), state.region,
                                              gravity, {1010964.605871299, 89297.25241882663});
  const auto worst = [&](const std::vector<double>& field, const std::string& reference) {
    const auto expected = state.layer("cells_within.csv", reference);
    double largest = 0;
    for (const std::size_t cell : state.region.cells) {
      largest = std::max(largest, std::abs(field[cell] - expected[cell]));
    }
    return largest;
  };
  CHECK(worst(projected.urban, "ref_urban_2020") < 2e-4);
  CHECK(worst(projected.rural, "ref_rural_2020") < 2e-4);
  CHECK(worst(models::total_population(projected), "ref_total_2020") < 2e-4);
  // The reference run's sums hold the rounding of its 32-bit rasters.
  CHECK(sum_row(models::of_cells(projected.urban, state.region.cells)) ==
        Approx(1010964.605871299).epsilon(1e-12));
  CHECK(sum_row(models::of_cells(projected.rural, state.region.cells)) ==
        Approx(89297.25241882663).epsilon(1e-12));
}

TEST_CASE("grid data: the peer's optima give its errors; our fits are no worse") {
  if (!grids_are_there()) {
    WARN("no population_gravity grids (docs/data.md): skipped");
    return;
  }
  GridState columbia = district_of_columbia();
  const auto compare = [](const GridCase& observed, models::PotentialKernel peer, double error) {
    CHECK(total_absolute_error(observed, {GridModel::gravity, peer, 0}) ==
          Approx(error).epsilon(2e-7));
    const GridFit fit = fit_grid(observed, GridModel::gravity);
    CHECK(fit.total_absolute_error <= error);
    CHECK(fit.total_absolute_error ==
          Approx(total_absolute_error(observed, fit.coefficients)).epsilon(1e-14));
  };
  compare(columbia.between("urban", 1990, 2000), {-.606381394, 1.999999534, 100}, 55287.3607);
  compare(columbia.between("urban", 2000, 2010), {2, 1.50097, 100}, 48863.0457);
}

TEST_CASE("grid data: Rhode Island's errors as the peer's, and those of no skill") {
  if (!grids_are_there()) {
    WARN("no population_gravity grids (docs/data.md): skipped");
    return;
  }
  GridState island = rhode_island();
  const auto urban = island.between("urban", 2000, 2010),
             rural = island.between("rural", 2000, 2010);
  const auto tae = [](const GridCase& observed, double alpha, double beta) {
    return total_absolute_error(observed, {GridModel::gravity, {alpha, beta, 100}, 0});
  };
  CHECK(tae(urban, 2, .46170382) == Approx(104690.2343).epsilon(2e-7));
  CHECK(tae(rural, -.34188327, .99641774) == Approx(33571.7442).epsilon(2e-7));
  // reference/spatial-interaction.md, table of hindcasts: whole numbers.
  CHECK(persistence_error(urban) == Approx(104191).margin(.5));
  CHECK(proportional_error(urban) == Approx(105332).margin(.5));
  CHECK(persistence_error(rural) == Approx(33209).margin(.5));
  CHECK(proportional_error(rural) == Approx(33489).margin(.5));
}
