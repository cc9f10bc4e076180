// SPDX-License-Identifier: Apache-2.0
// The 1 km grids of population_gravity (docs/data.md): two American states, urban and rural people.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calibration/grid/grid_fit.hpp"
#include "data_folder.hpp"
#include "io/grid/grid_file.hpp"

namespace ravenstein::calibration {

class GridState {
 public:
  GridState(const std::string& name, models::GridShape shape)
      : folder_(data_folder() / "flows" / "population_gravity" / name), shape_(shape) {
    const auto mask = layer("cells_within.csv", "mask");
    for (std::size_t cell = 0; cell < mask.size(); ++cell) {
      if (std::isnan(mask[cell])) continue;
      region.cells.push_back(cell);
      region.suitability.push_back(mask[cell]);
    }
  }

  const models::GridShape& shape() const { return shape_; }
  std::vector<double> layer(const std::string& file, const std::string& column) const {
    Problems problems;
    auto read = io::read_grid_layer((folder_ / file).string() + ":" + column, shape_, problems);
    problems.throw_if_any();
    return std::move(read.value);
  }
  models::GridPopulation population(int year) const {
    return {people("urban", year), people("rural", year)};
  }
  /// Kept here, for cases only look at it. In the region as `cells_within.csv` has it.
  GridCase between(const std::string& kind, int before, int after) {
    auto& kept = *kept_.emplace_back(std::make_unique<Kept>());
    kept.everybody = models::total_population(population(before));
    kept.before = models::of_cells(people(kind, before), region.cells);
    kept.after = models::of_cells(people(kind, after), region.cells);
    return {shape_, &region, kept.everybody, kept.before, kept.after};
  }

  models::GridRegion region;

 private:
  struct Kept {
    std::vector<double> everybody, before, after;
  };
  std::vector<double> people(const std::string& kind, int year) const {
    auto field = layer("grid_nonzero.csv", fmt::format("{}_{}", kind, year));
    for (double& persons : field) persons = persons > 0 ? persons : 0;
    return field;
  }

  std::filesystem::path folder_;
  models::GridShape shape_;
  std::vector<std::unique_ptr<Kept>> kept_;
};

inline bool grids_are_there() {
  return std::filesystem::exists(data_folder() / "flows" / "population_gravity");
}
inline GridState rhode_island() { return {"rhode_island", {300, 270, 1}}; }
inline GridState district_of_columbia() { return {"district_of_columbia", {221, 219, 1}}; }

}  // namespace ravenstein::calibration
