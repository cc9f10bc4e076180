// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>

#include "cli/grid_inputs.hpp"
#include "engine/core/row_math.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/text.hpp"
#include "models/grid/allocation.hpp"

namespace ravenstein::cli {
namespace {

constexpr double kNotGiven = std::numeric_limits<double>::quiet_NaN();

struct GridProject {
  GridFiles files;
  std::string urban, rural, targets, scenario, coefficients, out;
  double alpha_urban = kNotGiven, beta_urban = kNotGiven;
  double alpha_rural = kNotGiven, beta_rural = kNotGiven;
  int base_year = 0, until = 9999, step = 10;
  std::vector<std::string> climate;
  std::vector<double> climate_weight;
  bool force = false;
};

models::GridGravity gravity_of(const GridProject& command) {
  models::GridGravity gravity;
  if (!command.coefficients.empty()) {
    const auto kernels = read_coefficients(command.coefficients);
    if (kernels.contains("urban")) gravity.urban = kernels.at("urban");
    gravity.rural = kernels.contains("rural") ? kernels.at("rural") : gravity.urban;
    return gravity;
  }
  for (const double given :
       {command.alpha_urban, command.beta_urban, command.alpha_rural, command.beta_rural}) {
    if (std::isnan(given)) {
      throw UsageError(
          "expected --coefficients, or --alpha-urban, --beta-urban, --alpha-rural and "
          "--beta-rural");
    }
  }
  const double range = command.files.range_km;
  return {{command.alpha_urban, command.beta_urban, range},
          {command.alpha_rural, command.beta_rural, range}};
}

/// `harvest.csv:deviation_{year}` in 2030.
std::string in_year(std::string name, int year) {
  const std::string mark = "{year}";
  for (std::size_t at = name.find(mark); at != name.npos; at = name.find(mark)) {
    name.replace(at, mark.size(), std::to_string(year));
  }
  return name;
}

struct Step {
  int year = 0;
  models::GridTargets targets;
  std::vector<double> suitability;  ///< under the changed climate; empty without
};

/// The steps from the base year on; a year without targets ends them, if a later one has some it is
/// a problem.
std::vector<Step> read_steps(const GridProject& command, const models::GridRegion& region,
                             GridReader& reader) {
  const auto targets = read_targets(command.targets, command.scenario, reader.problems());
  std::vector<Step> steps;
  int year = command.base_year + command.step;
  for (; targets.contains(year) && year <= command.until; year += command.step) {
    Step step{year, targets.at(year), {}};
    std::vector<std::vector<double>> values;
    std::vector<models::ClimateLayer> layers;
    for (const std::string& name : command.climate) {
      const auto field = reader.layer(in_year(name, year));
      if (field.empty()) return {};
      values.push_back(models::of_cells(field, region.cells));
    }
    for (std::size_t k = 0; k < values.size(); ++k) {
      layers.push_back({command.climate_weight.empty() ? 1 : command.climate_weight[k], values[k]});
    }
    if (!layers.empty()) step.suitability = climate_suitability(region.suitability, layers);
    steps.push_back(std::move(step));
  }
  const bool gap = targets.lower_bound(year) != targets.end() && year <= command.until;
  if (targets.empty() || steps.empty() || (gap && command.until != 9999)) {
    reader.problems().add(
        io::file_problem(command.targets, fmt::format("expected a row for the year {} (steps of {} "
                                                      "years from {})",
                                                      year, command.step, command.base_year)),
        InputKind::data);
  }
  return steps;
}

std::vector<double> people_of(const models::GridPopulation& population,
                              const models::GridRegion& region) {
  return models::of_cells(models::total_population(population), region.cells);
}

ExitCode run_project(const GridProject& command) {
  if (!io::can_write_grid(command.out)) {
    throw UsageError(command.out + ": expected a name that ends in .csv (.tif with GDAL)");
  }
  if (!command.climate_weight.empty() && command.climate_weight.size() != command.climate.size()) {
    throw UsageError("expected as many --climate-weight as --climate");
  }
  io::check_output(command.out, command.force);
  const models::GridGravity gravity = gravity_of(command);
  GridReader reader(command.files);
  models::GridPopulation with{reader.people(command.urban), reader.people(command.rural)};
  models::GridRegion region = reader.region();
  const std::vector<Step> steps =
      reader.problems().empty() ? read_steps(command, region, reader) : std::vector<Step>{};
  reader.problems().throw_if_any();

  const models::GridShape& shape = reader.frame().shape;
  const std::vector<double> unchanged = region.suitability;
  models::GridPopulation without = with;
  std::vector<io::GridColumn> columns;
  std::cout << fmt::format("{:>6} {:>14} {:>14}{}\n", "year", "urban", "rural",
                           command.climate.empty() ? "" : "   climate migrants");
  for (const Step& step : steps) {
    region.suitability = unchanged;
    without = models::project_step(shape, without, region, gravity, step.targets);
    if (step.suitability.empty()) {
      with = without;
    } else {
      region.suitability = step.suitability;
      with = models::project_step(shape, with, region, gravity, step.targets);
    }
    columns.push_back(
        {fmt::format("urban_{}", step.year), models::of_cells(with.urban, region.cells)});
    columns.push_back(
        {fmt::format("rural_{}", step.year), models::of_cells(with.rural, region.cells)});
    std::cout << fmt::format("{:>6} {:>14.1f} {:>14.1f}", step.year,
                             sum_row(columns[columns.size() - 2].value),
                             sum_row(columns.back().value));
    if (!step.suitability.empty()) {
      auto migrants = models::climate_migrants(people_of(with, region), people_of(without, region));
      std::cout << fmt::format("   {:>16.1f}", migrants.persons);
      columns.push_back({fmt::format("climate_{}", step.year), std::move(migrants.net)});
    }
    std::cout << '\n';
  }
  io::write_grid(command.out, reader.frame(), region.cells, columns, command.force);
  return ExitCode::ok;
}

}  // namespace

void add_grid_project(CLI::App& grid, Action& action) {
  auto command = std::make_shared<GridProject>();
  CLI::App* sub = grid.add_subcommand("project", "Urban and rural people, decade by decade");
  sub->add_option("--urban", command->urban, "people in the base year: FILE or FILE:COLUMN")
      ->required();
  sub->add_option("--rural", command->rural, "likewise")->required();
  command->files.add_options(*sub);
  sub->add_option("--targets", command->targets, "CSV: year, urban, rural (, scenario)")
      ->required();
  sub->add_option("--scenario", command->scenario, "the rows of targets to use");
  sub->add_option("--base-year", command->base_year, "of --urban and --rural")->required();
  sub->add_option("--until", command->until, "the last year [as far as targets go]");
  sub->add_option("--step", command->step, "years [10]")->check(CLI::Range(1, 100));
  sub->add_option("--coefficients", command->coefficients, "what calibrate wrote");
  sub->add_option("--alpha-urban", command->alpha_urban, "exponent of population");
  sub->add_option("--beta-urban", command->beta_urban, "decay per km");
  sub->add_option("--alpha-rural", command->alpha_rural, "likewise");
  sub->add_option("--beta-rural", command->beta_rural, "likewise");
  sub->add_option("--climate", command->climate,
                  "layers of relative deviations from the baseline; {year} stands for the year");
  sub->add_option("--climate-weight", command->climate_weight, "one per --climate [1]");
  sub->add_option("-o,--out", command->out, "grid: .csv (.tif with GDAL)")->required();
  sub->add_flag("--force", command->force, "replaces the file");
  sub->footer(
      "Example:\n"
      "  ravenstein grid project --urban people.csv:urban --rural people.csv:rural \\\n"
      "    --suitability cells.csv:mask --targets ssp2.csv --base-year 2010 \\\n"
      "    --coefficients fitted.json --climate 'crops.csv:deviation_{year}' --out 2100.csv");
  sub->callback([&action, command] { action = [command] { return run_project(*command); }; });
}

}  // namespace ravenstein::cli
