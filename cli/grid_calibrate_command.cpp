// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "calibration/grid/grid_fit.hpp"
#include "cli/grid_inputs.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

struct GridCalibrate {
  GridFiles files;
  std::string urban_before, urban_after, rural_before, rural_after, out;
  bool force = false;
};

ExitCode run_calibrate(const GridCalibrate& command) {
  if (command.rural_before.empty() != command.rural_after.empty()) {
    throw UsageError("--rural-before and --rural-after belong together");
  }
  if (!command.out.empty()) io::check_output(command.out, command.force);
  GridReader reader(command.files);
  const bool rural = !command.rural_before.empty();
  models::GridPopulation before{reader.people(command.urban_before), {}};
  before.rural =
      rural ? reader.people(command.rural_before) : std::vector<double>(before.urban.size(), 0.0);
  const auto urban_after = reader.people(command.urban_after);
  const auto rural_after = rural ? reader.people(command.rural_after) : std::vector<double>();
  const models::GridRegion region = reader.region();
  reader.problems().throw_if_any();

  const std::vector<double> everybody = models::total_population(before);
  std::map<std::string, models::PotentialKernel> kernels;
  std::cout << fmt::format("{:<8}{:>14}{:>14}{:>16}{:>16}{:>16}\n", "", "alpha", "beta per km",
                           "abs. error", "persistence", "proportional");
  const auto fit = [&](const char* kind, const std::vector<double>& from,
                       const std::vector<double>& to) {
    const auto first = models::of_cells(from, region.cells);
    const auto last = models::of_cells(to, region.cells);
    const calibration::GridCase observed{reader.frame().shape, &region, everybody, first, last};
    const auto found =
        calibration::fit_grid(observed, calibration::GridModel::gravity, command.files.range_km);
    kernels[kind] = found.coefficients.kernel;
    std::cout << fmt::format("{:<8}{:>14.8g}{:>14.8g}{:>16.4f}{:>16.4f}{:>16.4f}\n", kind,
                             found.coefficients.kernel.alpha, found.coefficients.kernel.beta_per_km,
                             found.total_absolute_error, calibration::persistence_error(observed),
                             calibration::proportional_error(observed));
  };
  fit("urban", before.urban, urban_after);
  if (rural) fit("rural", before.rural, rural_after);
  if (!command.out.empty()) {
    const std::string text = coefficients_text(kernels);
    io::write_atomically(command.out, std::as_bytes(std::span(text)), command.force);
  }
  return ExitCode::ok;
}

}  // namespace

void add_grid_calibrate(CLI::App& grid, Action& action) {
  auto command = std::make_shared<GridCalibrate>();
  CLI::App* sub = grid.add_subcommand(
      "calibrate", "Alpha and beta with the least total absolute error between two years");
  sub->add_option("--urban-before", command->urban_before, "people: FILE or FILE:COLUMN")
      ->required();
  sub->add_option("--urban-after", command->urban_after, "likewise")->required();
  sub->add_option("--rural-before", command->rural_before, "likewise; may be left out");
  sub->add_option("--rural-after", command->rural_after, "likewise");
  command->files.add_options(*sub);
  sub->add_option("-o,--out", command->out, "coefficients for `grid project`: .json");
  sub->add_flag("--force", command->force, "replaces the file");
  sub->footer(
      "Example:\n"
      "  ravenstein grid calibrate --urban-before people.csv:urban_2000 \\\n"
      "    --urban-after people.csv:urban_2010 --suitability cells.csv:mask --out fitted.json");
  sub->callback([&action, command] { action = [command] { return run_calibrate(*command); }; });
}

}  // namespace ravenstein::cli
