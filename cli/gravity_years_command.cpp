// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "calibration/interaction/predict.hpp"
#include "cli/gravity_commands.hpp"
#include "cli/gravity_places.hpp"
#include "engine/core/problem.hpp"
#include "engine/core/row_math.hpp"
#include "io/projection/atomic_file.hpp"
#include "models/movement/city_stocks.hpp"

namespace ravenstein::cli {
namespace {

struct GravityYears {
  GravityFiles files;
  std::string model, population, births, deaths, departures, arrivals, out;
  int years = 10;
  bool force = false;
};

/// A column of rates or people; below 0 is a problem.
std::vector<double> column_of(const std::string& name, const GravityInputs& inputs,
                              const std::string& file, Problems& problems) {
  if (name.empty()) return {};
  const std::vector<double>& values = inputs.column.at(name);
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (values[k] >= 0) continue;
    problems.add({{file},
                  name,
                  fmt::format("expected 0 or more in {}, found {}", inputs.zones[k], values[k]),
                  ""},
                 InputKind::data);
  }
  return values;
}

std::string table_of(const std::vector<models::CityYear>& years, const GravityInputs& inputs) {
  std::string text = "zone,year,population,births,deaths,moved_in,moved_out,net\n";
  for (std::size_t y = 0; y < years.size(); ++y) {
    const models::CityYear& year = years[y];
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      text += fmt::format("{},{},{},{},{},{},{},{}\n", inputs.zones[k], y + 1, year.population[k],
                          year.births[k], year.deaths[k], year.moved_in[k], year.moved_out[k],
                          year.net(k));
    }
  }
  return text;
}

ExitCode run_years(GravityYears command) {
  io::check_output(command.out, command.force);
  ModelFile model = read_model(command.model);
  std::vector<std::string> columns = columns_of(model);
  for (const std::string& name :
       {command.population, command.births, command.deaths, command.departures, command.arrivals}) {
    if (!name.empty()) columns.push_back(name);
  }
  const GravityInputs inputs = read_gravity_inputs(command.files, columns, false);
  Problems problems;
  const auto column = [&](const std::string& name) {
    return column_of(name, inputs, command.files.zones, problems);
  };
  models::CityStocks cities{column(command.population),
                            column(command.births),
                            column(command.deaths),
                            column(command.departures),
                            column(command.arrivals),
                            {},
                            false};
  problems.throw_if_any();
  std::vector<std::vector<double>> kept;
  place_terms(model, inputs, kept);
  model.model.destination_effect = effects_of(model.destination_effect, inputs.zones, command.model,
                                              "fit it with --constraint production or total");
  const RowSource cost = inputs.cost_rows();
  const RowSource weights =
      calibration::weights_of(model.model, inputs.size(), inputs.size(), cost);
  cities.weights = [&](std::span<const double>) { return weights; };
  const std::vector<models::CityYear> years = models::city_years(cities, command.years);
  const std::string text = table_of(years, inputs);
  io::write_atomically(command.out, std::as_bytes(std::span(text)), command.force);
  std::cout << fmt::format("{:>6}{:>16}{:>14}{:>14}{:>14}\n", "year", "people", "births", "deaths",
                           "moved");
  for (std::size_t y = 0; y < years.size(); ++y) {
    std::cout << fmt::format("{:>6}{:>16.1f}{:>14.1f}{:>14.1f}{:>14.1f}\n", y + 1,
                             sum_row(years[y].population), sum_row(years[y].births),
                             sum_row(years[y].deaths), years[y].total());
  }
  return ExitCode::ok;
}

}  // namespace

void add_gravity_years(CLI::App& gravity, Action& action) {
  auto command = std::make_shared<GravityYears>();
  CLI::App* sub = gravity.add_subcommand(
      "years", "Places that grow and exchange people by a fitted model, year by year");
  command->files.add_cost_options(*sub);
  command->files.add_pair_option(*sub);
  sub->add_option("--model", command->model, "written by `ravenstein gravity fit --model`")
      ->required();
  sub->add_option("--population", command->population, "column of zones: people at the start")
      ->required();
  sub->add_option("--departures", command->departures, "column: departures per person and year")
      ->required();
  sub->add_option("--births", command->births, "column: births per person and year");
  sub->add_option("--deaths", command->deaths, "likewise");
  sub->add_option("--arrivals", command->arrivals, "column: people from elsewhere, per year");
  sub->add_option("--years", command->years, "how many [10]")->check(CLI::Range(1, 1000));
  sub->add_option("-o,--out", command->out, "CSV: a row per place and year")->required();
  sub->add_flag("--force", command->force, "replaces the file");
  sub->footer(
      "Example:\n"
      "  ravenstein gravity years --model fit.json --zones zones.csv --population people \\\n"
      "    --departures leaving --births births --deaths deaths --years 30 --out cities.csv");
  sub->callback([&action, command] { action = [command] { return run_years(*command); }; });
}

}  // namespace ravenstein::cli
