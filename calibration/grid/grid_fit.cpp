// SPDX-License-Identifier: Apache-2.0
#include "calibration/grid/grid_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

#include "engine/core/problem.hpp"
#include "engine/core/row_math.hpp"
#include "models/grid/allocation.hpp"

namespace ravenstein::calibration {
namespace {

using Point = std::array<double, 3>;  // alpha, beta, elasticity

struct SearchSpace {
  Point low, high, first_step;
  std::vector<Point> start;
};

std::vector<double> between(double low, double high, int points) {
  std::vector<double> values;
  for (int k = 0; k < points; ++k) values.push_back(low + (high - low) * k / (points - 1));
  return values;
}

SearchSpace space_of(GridModel model) {
  SearchSpace space{{-2, -.5, 0}, {2, 2, 0}, {.2, .125, 0}, {}};
  if (model == GridModel::gravity) {
    for (const double alpha : between(-2, 2, 11)) {
      for (const double beta : between(0, 2, 9)) space.start.push_back({alpha, beta, 0});
    }
    return space;
  }
  space = {{0, 0, -1}, {2, 2, 1}, {.25, .1, .05}, {}};
  for (const double alpha : between(.25, 2, 4)) {
    for (const double beta : {.02, .1, .5, 1.5}) {
      for (const double e : {-.2, -.05, .05, .2}) space.start.push_back({alpha, beta, e});
    }
  }
  return space;
}

class Search {
 public:
  Search(const GridCase& observed, GridModel model, double range_km)
      : observed_(observed), model_(model), range_km_(range_km) {}

  GridCoefficients at(const Point& p) const { return {model_, {p[0], p[1], range_km_}, p[2]}; }
  double error(const Point& p) {
    ++evaluations_;
    const double tae = total_absolute_error(observed_, at(p));
    return std::isfinite(tae) ? tae : std::numeric_limits<double>::max();
  }
  /// Tries a step up and down each axis, and on in a direction that helped; halves steps that do
  /// not.
  std::pair<double, Point> improve(double best, Point point, const SearchSpace& space) {
    Point step = space.first_step;
    while (*std::max_element(step.begin(), step.end()) > 1e-7) {
      bool better = false;
      for (std::size_t axis = 0; axis < point.size(); ++axis) {
        for (const double sign : {1.0, -1.0}) {
          Point next = point;
          next[axis] =
              std::clamp(point[axis] + sign * step[axis], space.low[axis], space.high[axis]);
          if (next == point) continue;
          const double found = error(next);
          if (found < best) {
            best = found;
            point = next;
            better = true;
            break;
          }
        }
      }
      if (!better) {
        for (double& s : step) s /= 2;
      }
    }
    return {best, point};
  }
  int evaluations() const { return evaluations_; }

 private:
  const GridCase& observed_;
  GridModel model_;
  double range_km_;
  int evaluations_ = 0;
};

}  // namespace

std::string_view name_of(GridModel model) {
  return model == GridModel::gravity ? "gravity" : "elasticity";
}

std::vector<double> estimate(const GridCase& observed, const GridCoefficients& coefficients) {
  const std::vector<double> potential = models::grid_potential(
      observed.shape, observed.everybody, coefficients.kernel, observed.region->cells);
  const double target = sum_row(observed.after);
  if (coefficients.model == GridModel::elasticity) {
    return models::allocate_by_elasticity(observed.before, potential, coefficients.elasticity,
                                          target);
  }
  return models::allocate_change(observed.before, observed.region->suitability, potential, target);
}

double total_absolute_error(std::span<const double> observed, std::span<const double> estimated) {
  double sum = 0;
  for (std::size_t k = 0; k < observed.size(); ++k) sum += std::abs(observed[k] - estimated[k]);
  return sum;
}

double total_absolute_error(const GridCase& observed, const GridCoefficients& coefficients) {
  return total_absolute_error(observed.after, estimate(observed, coefficients));
}

double persistence_error(const GridCase& observed) {
  return total_absolute_error(observed.after, observed.before);
}

double proportional_error(const GridCase& observed) {
  std::vector<double> scaled(observed.before.begin(), observed.before.end());
  const double before = sum_row(scaled);
  if (before > 0) scale_row(sum_row(observed.after) / before, scaled);
  return total_absolute_error(observed.after, scaled);
}

GridFit fit_grid(const GridCase& observed, GridModel model, double range_km) {
  constexpr std::size_t kStarts = 4;
  if (!(sum_row(observed.before) > 0) && !(sum_row(observed.after) > 0)) {
    throw InputError(InputKind::data,
                     {Problem{{}, "", "nobody lives in the region in either year", ""}});
  }
  Search search(observed, model, range_km);
  const SearchSpace space = space_of(model);
  std::vector<std::pair<double, Point>> found;
  for (const Point& start : space.start) found.emplace_back(search.error(start), start);
  std::sort(found.begin(), found.end());
  found.resize(std::min(found.size(), kStarts));
  for (auto& [error, point] : found) std::tie(error, point) = search.improve(error, point, space);
  const auto& [error, point] = *std::min_element(found.begin(), found.end());
  return {search.at(point), error, search.evaluations()};
}

}  // namespace ravenstein::calibration
