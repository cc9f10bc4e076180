// SPDX-License-Identifier: Apache-2.0
#include "cli/grid_inputs.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "io/files.hpp"
#include "io/tables/table.hpp"
#include "io/text.hpp"

namespace ravenstein::cli {
namespace {

using Json = nlohmann::ordered_json;
constexpr const char* kFormat = "ravenstein-grid-1";

void add_cell_problem(const std::string& name, const models::GridShape& shape, std::size_t cell,
                      double value, const char* what, Problems& problems) {
  problems.add(
      io::file_problem(name, fmt::format("row {}, column {}: expected {} of 0 or more, "
                                         "found {:.10g}",
                                         cell / shape.columns, cell % shape.columns, what, value)),
      InputKind::data);
}

}  // namespace

void GridFiles::add_options(CLI::App& sub) {
  sub.add_option("--suitability", suitability,
                 "layer of 0 (nobody can settle) to 1; cells without a value are not projected")
      ->required();
  sub.add_option("--region", region, "layer: only cells with a value above 0 are projected");
  sub.add_option("--rows", rows, "of CSV files that do not say it");
  sub.add_option("--columns", columns, "likewise");
  sub.add_option("--cell-km", cell_km, "likewise [1]")->check(CLI::PositiveNumber);
  sub.add_option("--range-km", range_km, "people farther away do not count [100]")
      ->check(CLI::PositiveNumber);
}

GridReader::GridReader(const GridFiles& files) : files_(files) {
  if (files.rows > 0 && files.columns > 0) {
    shape_ = models::GridShape{files.rows, files.columns, files.cell_km};
  }
}

std::vector<double> GridReader::layer(const std::string& name) {
  io::GridLayer read = io::read_grid_layer(name, shape_, problems_);
  if (first_.value.empty()) {
    first_ = read;
  } else {
    const std::size_t before = problems_.size();
    io::check_same_grid(first_, read, problems_);
    if (problems_.size() > before) return {};
  }
  return std::move(read.value);
}

std::vector<double> GridReader::people(const std::string& name) {
  std::vector<double> field = layer(name);
  for (std::size_t cell = 0; cell < field.size(); ++cell) {
    if (field[cell] < 0) {
      add_cell_problem(name, frame().shape, cell, field[cell], "a population", problems_);
      return {};
    }
    if (std::isnan(field[cell])) field[cell] = 0;
  }
  return field;
}

models::GridRegion GridReader::region() {
  const std::vector<double> suitability = layer(files_.suitability);
  std::vector<double> within(suitability.size(), 1.0);
  if (!files_.region.empty()) within = layer(files_.region);
  models::GridRegion region;
  if (within.size() != suitability.size()) return region;
  for (std::size_t cell = 0; cell < suitability.size(); ++cell) {
    if (std::isnan(suitability[cell]) || !(within[cell] > 0)) continue;
    if (suitability[cell] < 0) {
      add_cell_problem(files_.suitability, frame().shape, cell, suitability[cell], "a suitability",
                       problems_);
      return region;
    }
    region.cells.push_back(cell);
    region.suitability.push_back(suitability[cell]);
  }
  if (region.cells.empty() && problems_.empty()) {
    problems_.add(io::file_problem(files_.suitability, "no cell has a value: nothing to project"),
                  InputKind::data);
  }
  return region;
}

std::string coefficients_text(const std::map<std::string, models::PotentialKernel>& kernels) {
  Json json{{"format", kFormat}};
  for (const auto& [kind, kernel] : kernels) {
    json[kind] = {{"alpha", kernel.alpha},
                  {"beta_per_km", kernel.beta_per_km},
                  {"range_km", kernel.range_km}};
  }
  return json.dump(2) + '\n';
}

std::map<std::string, models::PotentialKernel> read_coefficients(const std::string& path) {
  Problems problems;
  io::InputFiles disk = io::InputFiles::on_disk({});
  const io::EmbeddedFile* file = io::read_data_file(disk, path, problems);
  problems.throw_if_any();
  std::map<std::string, models::PotentialKernel> kernels;
  const Json json = Json::parse(file->bytes, nullptr, false);
  try {
    if (json.is_discarded() || !json.is_object() || json.value("format", "") != kFormat) {
      throw std::runtime_error("its format is not " + std::string(kFormat));
    }
    for (const char* kind : {"urban", "rural"}) {
      if (!json.contains(kind)) continue;
      const Json& one = json.at(kind);
      kernels[kind] = {one.at("alpha"), one.at("beta_per_km"), one.at("range_km")};
    }
  } catch (const std::exception& error) {
    problems.add(io::file_problem(
                     path, fmt::format("is not what `ravenstein grid calibrate --out` writes: {}",
                                       error.what())),
                 InputKind::data);
  }
  problems.throw_if_any();
  return kernels;
}

std::map<int, models::GridTargets> read_targets(const std::string& path,
                                                const std::string& scenario, Problems& problems) {
  io::InputFiles disk = io::InputFiles::on_disk({});
  const io::EmbeddedFile* file = io::read_data_file(disk, path, problems);
  if (file == nullptr) return {};
  io::Table table(disk.shown(path), file->bytes, problems);
  if (table.columns().empty()) return {};
  const auto either = [&](const char* ours, const char* theirs) {
    const io::Column column = table.find(theirs);
    return column ? column : table.need(ours);
  };
  const io::Column year = either("year", "Year"), urban = either("urban", "UrbanPop"),
                   rural = either("rural", "RuralPop");
  io::Column name = table.find("scenario");
  if (!name) name = table.find("Scenario");
  std::map<int, models::GridTargets> targets;
  for (std::size_t r = 0; r < table.rows() && year && urban && rural; ++r) {
    if (!scenario.empty() && name && table.text(r, name) != scenario) continue;
    const auto when = table.whole(r, year, 1, 9999);
    const auto in_towns = table.real(r, urban, 0), outside = table.real(r, rural, 0);
    if (!when || !in_towns || !outside) continue;
    const bool fresh =
        targets.emplace(static_cast<int>(*when), models::GridTargets{*in_towns, *outside}).second;
    if (!fresh) {
      table.problem(r, year, fmt::format("the year {} is there twice", *when),
                    name ? "choose one with --scenario" : "");
    }
  }
  return targets;
}

}  // namespace ravenstein::cli
