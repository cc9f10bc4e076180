// SPDX-License-Identifier: Apache-2.0
// Gridded gravity against population_gravity (github.com/IMMM-SFA/population_gravity): its rasters
// of 2020 and its calibrations, as its history and a run of it gave them.
#include "grid_data.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/core/row_math.hpp"
#include "io/grid/geotiff.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;

namespace {

// Coefficients and targets of the reference run: popproj.csv, SSP2, 2020.
const models::GridGravity kGravity{{-2, .46, 100}, {-.34, 1, 100}};
constexpr double kUrban2020 = 1010964.605871299, kRural2020 = 89297.25241882663;

double largest_difference(const models::GridRegion& region, std::span<const double> field,
                          std::span<const double> reference) {
  double largest = 0;
  for (const std::size_t cell : region.cells) {
    // The reference holds 32-bit numbers.
    const auto ours = static_cast<float>(field[cell]), theirs = static_cast<float>(reference[cell]);
    largest = std::max(largest, std::abs(static_cast<double>(ours) - theirs));
  }
  return largest;
}

}  // namespace

TEST_CASE("grid data: Rhode Island 2020 is within 2e-4 of the reference rasters") {
  if (!grids_are_there() || !io::geotiff_available()) {
    WARN("no population_gravity grids (docs/data.md), or built without GDAL: skipped");
    return;
  }
  GridState state = rhode_island();
  const auto raster = [](const std::string& file) {
    Problems problems;
    const auto folder = data_folder() / "flows" / "population_gravity" / "rhode_island";
    auto layer = io::read_grid_layer((folder / file).string(), {}, problems);
    problems.throw_if_any();
    return std::move(layer.value);
  };
  const models::GridPopulation base{raster("urban_2010.tif"), raster("rural_2010.tif")};
  state.region.suitability = models::of_cells(raster("mask.tif"), state.region.cells);
  // The reference adds up its 32-bit raster in 32 bits, where numbers near a million are 1/16
  // apart: 927,568.5625 people in place of 927,568.5483, so it allocates so much less. Likewise of
  // rural people, where 1/128 apart, no difference reaches the rasters.
  const double sum = sum_row(models::of_cells(base.urban, state.region.cells));
  CHECK(sum == Approx(927568.5483).margin(1e-4));
  const auto projected = models::project_step(state.shape(), base, state.region, kGravity,
                                              {kUrban2020 - (927568.5625 - sum), kRural2020});
  const auto& region = state.region;
  CHECK(largest_difference(region, projected.urban, raster("ref_urban_2020.tif")) < 2e-4);
  CHECK(largest_difference(region, projected.rural, raster("ref_rural_2020.tif")) < 2e-4);
  CHECK(largest_difference(region, models::total_population(projected),
                           raster("ref_total_2020.tif")) < 2e-4);
}

TEST_CASE("grid data: Rhode Island 2020 from CSV, whose numbers are rounded, holds its targets") {
  if (!grids_are_there()) {
    WARN("no population_gravity grids (docs/data.md): skipped");
    return;
  }
  const GridState state = rhode_island();
  const auto projected = models::project_step(state.shape(), state.population(2010), state.region,
                                              kGravity, {kUrban2020, kRural2020});
  const auto& region = state.region;
  CHECK(sum_row(models::of_cells(projected.urban, region.cells)) ==
        Approx(kUrban2020).epsilon(1e-12));
  CHECK(sum_row(models::of_cells(projected.rural, region.cells)) ==
        Approx(kRural2020).epsilon(1e-12));
  // The table of populations has seven digits at most.
  CHECK(largest_difference(region, projected.urban,
                           state.layer("cells_within.csv", "ref_urban_2020")) < 2e-3);
  CHECK(largest_difference(region, projected.rural,
                           state.layer("cells_within.csv", "ref_rural_2020")) < 2e-3);
}

TEST_CASE("grid data: the peer's optima give its errors, our fits are no worse") {
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
