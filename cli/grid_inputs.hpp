// SPDX-License-Identifier: Apache-2.0
// What the grid commands read: layers on one grid, the region, coefficients, targets.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "io/grid/grid_file.hpp"
#include "models/grid/projection.hpp"

namespace ravenstein::cli {

void add_grid_project(CLI::App& grid, Action& action);
void add_grid_calibrate(CLI::App& grid, Action& action);

/// Options that every grid command has.
struct GridFiles {
  std::string suitability, region;
  std::size_t rows = 0, columns = 0;
  double cell_km = 1;
  double range_km = 100;

  void add_options(CLI::App& sub);
};

/// Reads layers that must lie on the same grid; every mistake is collected.
class GridReader {
 public:
  explicit GridReader(const GridFiles& files);
  /// A layer as it is; empty after a problem.
  std::vector<double> layer(const std::string& name);
  /// Likewise of numbers of people: below 0 is a problem, no data is nobody.
  std::vector<double> people(const std::string& name);
  /// The cells with a suitability, of those that `region` says (a value above 0), if it is given.
  models::GridRegion region();

  const io::GridFrame& frame() const { return first_.frame; }
  Problems& problems() { return problems_; }

 private:
  const GridFiles& files_;
  std::optional<models::GridShape> shape_;
  io::GridLayer first_;
  Problems problems_;
};

std::string coefficients_text(const std::map<std::string, models::PotentialKernel>& kernels);
/// Of `urban` and `rural`. Throws InputError (data) if the file is not what calibrate writes.
std::map<std::string, models::PotentialKernel> read_coefficients(const std::string& path);

/// Urban and rural people by year. `scenario`: rows of that name only, if the table has the column.
std::map<int, models::GridTargets> read_targets(const std::string& path,
                                                const std::string& scenario, Problems& problems);

}  // namespace ravenstein::cli
