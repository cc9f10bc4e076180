// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/grid_inputs.hpp"

namespace ravenstein::cli {

void add_grid(CLI::App& app, Action& action) {
  CLI::App* grid = app.add_subcommand(
      "grid", "Gridded population: projects and calibrates by the potential of people around");
  grid->require_subcommand(1);
  grid->footer(
      "Example:\n"
      "  ravenstein grid calibrate --urban-before people.csv:urban_2000 \\\n"
      "    --urban-after people.csv:urban_2010 --suitability cells.csv:mask --out fitted.json");
  add_grid_project(*grid, action);
  add_grid_calibrate(*grid, action);
}

}  // namespace ravenstein::cli
