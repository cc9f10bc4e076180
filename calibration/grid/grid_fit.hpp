// SPDX-License-Identifier: Apache-2.0
// Coefficients of gridded gravity from two observed years: those with the least total absolute
// error (TAE), the sum over the region's cells of |P observed - P estimated|.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/grid/potential.hpp"
#include "models/grid/projection.hpp"

namespace ravenstein::calibration {

/// What is fitted: the published model (alpha, beta), or ours (alpha, beta, elasticity).
enum class GridModel : std::uint8_t { gravity, elasticity };
std::string_view name_of(GridModel model);

/// One kind of people between two years. `everybody` is a field over the whole grid, the others run
/// over the region's cells. Spans and region outlive the case.
struct GridCase {
  models::GridShape shape;
  const models::GridRegion* region = nullptr;
  std::span<const double> everybody;
  std::span<const double> before;
  std::span<const double> after;
};

struct GridCoefficients {
  GridModel model = GridModel::gravity;
  models::PotentialKernel kernel;
  double elasticity = 0;
};

/// The year after from the year before, given its total.
std::vector<double> estimate(const GridCase& observed, const GridCoefficients& coefficients);
double total_absolute_error(std::span<const double> observed, std::span<const double> estimated);
double total_absolute_error(const GridCase& observed, const GridCoefficients& coefficients);

/// No-skill forecasts that know as much: persistence (nothing changes) and proportional change.
double persistence_error(const GridCase& observed);
double proportional_error(const GridCase& observed);

struct GridFit {
  GridCoefficients coefficients;
  double total_absolute_error = 0;
  int evaluations = 0;
};

/// Searches alpha in -2..2 and beta in -0.5..2 per km (elasticity: alpha 0..2, beta 0..2, e -1..1).
/// The error has kinks and several valleys, so a coarse grid comes first, then a search along the
/// axes with halving steps from the best few points (Hooke and Jeeves 1961). A case with nobody
/// before and after, or nobody before for `elasticity`, is an InputError (data).
GridFit fit_grid(const GridCase& observed, GridModel model, double range_km = 100);

}  // namespace ravenstein::calibration
