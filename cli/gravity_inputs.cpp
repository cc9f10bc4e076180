// SPDX-License-Identifier: Apache-2.0
#include "cli/gravity_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <limits>
#include <numbers>

#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "io/files.hpp"
#include "io/grid/grid_file.hpp"
#include "io/matrix/zone_matrix.hpp"
#include "io/tables/table.hpp"
#include "io/text.hpp"
#include "models/movement/gravity.hpp"

namespace ravenstein::cli {
namespace {

constexpr double kEarthRadiusKm = 6371;

void read_coordinates(io::Table& table, GravityInputs& inputs) {
  const io::Column lat = table.find("lat"), lon = table.find("lon");
  const io::Column x = table.find("x_km"), y = table.find("y_km");
  inputs.on_sphere = lat && lon;
  if (!inputs.on_sphere && !(x && y)) {
    table.problem(0, {}, "without --costs zones need the columns lat and lon, or x_km and y_km");
    return;
  }
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto first = table.real(r, inputs.on_sphere ? lon : x);
    const auto second = inputs.on_sphere ? table.real(r, lat, -90, 90) : table.real(r, y);
    inputs.x.push_back(first.value_or(0));
    inputs.y.push_back(second.value_or(0));
  }
}

void read_zones(const GravityFiles& files, const std::vector<std::string>& columns,
                GravityInputs& inputs, Problems& problems) {
  io::InputFiles disk = io::InputFiles::on_disk({});
  const io::EmbeddedFile* file = disk.read(files.zones, {files.zones}, "", problems);
  if (file == nullptr) return;
  io::Table table(disk.shown(files.zones), file->bytes, problems);
  if (table.columns().empty() || table.rows() == 0) return;
  const io::Column code =
      table.need(files.zone_column.empty() ? table.columns()[0] : files.zone_column);
  std::map<std::string, std::size_t> seen;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const std::string zone(table.text(r, code));
    if (const auto [at, fresh] = seen.emplace(zone, r); !fresh) {
      table.problem(r, code, fmt::format("zone {} is there twice", zone));
    }
    inputs.zones.push_back(zone);
  }
  std::vector<std::string> wanted = columns;
  if (!files.area_column.empty()) wanted.push_back(files.area_column);
  for (const std::string& name : wanted) {
    if (inputs.column.contains(name)) continue;
    const io::Column column = table.need(name);
    std::vector<double>& values = inputs.column[name];
    const bool mass =
        std::find(files.masses.begin(), files.masses.end(), name) != files.masses.end();
    for (std::size_t r = 0; r < table.rows(); ++r) {
      if (column && table.text(r, column).empty()) {
        table.problem(r, column, "expected a number, found an empty cell");
      }
      const double value = table.real(r, column).value_or(0);
      if (mass && value < 0) {
        table.problem(r, column,
                      fmt::format("expected 0 or more, found {}", table.text(r, column)));
      }
      values.push_back(value);
    }
  }
  if (files.costs.empty()) read_coordinates(table, inputs);
}

/// The order of zones of a matrix with the same zones on both sides, if there is no zones file.
void take_zones(const io::ZoneMatrix& matrix, GravityInputs& inputs) {
  inputs.zones = matrix.origins;
  for (const std::string& zone : matrix.destinations) {
    if (std::find(matrix.origins.begin(), matrix.origins.end(), zone) == matrix.origins.end()) {
      inputs.zones.push_back(zone);
    }
  }
}

void read_costs(const GravityFiles& files, GravityInputs& inputs, Problems& problems) {
  const io::ZoneMatrix matrix =
      io::read_zone_matrix(files.costs, {files.cost_name, files.lookup, false}, problems);
  if (!problems.empty()) return;
  if (inputs.zones.empty()) take_zones(matrix, inputs);
  const std::string known = files.zones.empty() ? files.costs : files.zones;
  inputs.cost = io::arranged(matrix, inputs.zones, inputs.zones, known, problems);
  for (double& cost : inputs.cost) {
    if (std::isnan(cost)) cost = std::numeric_limits<double>::infinity();
  }
}

void read_flows(GravityFiles& files, GravityInputs& inputs, Problems& problems) {
  const io::ZoneMatrix matrix =
      io::read_zone_matrix(files.flows, {files.flow_name, files.lookup, true}, problems);
  if (!problems.empty()) return;
  if (inputs.zones.empty()) take_zones(matrix, inputs);
  const std::string known = files.zones.empty() ? files.costs : files.zones;
  inputs.flow = io::arranged(matrix, inputs.zones, inputs.zones, known, problems);
  inputs.censored_at_most = matrix.censored_at_most.value_or(0);
  files.fractional = matrix.fractional;
  if (!matrix.lists_pairs || files.absent_is_missing) return;
  // A pair that is listed without a number is not known; one that is not listed had no flow. The
  // reader gives NaN for both, so what is listed is looked up again.
  std::map<std::string, std::size_t> number;
  for (std::size_t k = 0; k < inputs.size(); ++k) number.emplace(inputs.zones[k], k);
  std::vector<bool> known_missing(inputs.flow.size(), false);
  for (const auto& [i, j] : matrix.listed_without_value) {
    const auto from = number.find(matrix.origins[i]), to = number.find(matrix.destinations[j]);
    if (from != number.end() && to != number.end()) {
      known_missing[from->second * inputs.size() + to->second] = true;
    }
  }
  for (std::size_t cell = 0; cell < inputs.flow.size(); ++cell) {
    if (std::isnan(inputs.flow[cell]) && !known_missing[cell]) inputs.flow[cell] = 0;
  }
}

/// A pair that a long table does not list has the value 0 (nobody lists all pairs that are not
/// neighbours); a hole elsewhere is a problem.
void read_pair_covariate(const std::string& option, const GravityFiles& files,
                         GravityInputs& inputs, Problems& problems) {
  const std::size_t equals = option.find('=');
  if (equals == 0 || equals == option.npos || equals + 1 == option.size()) {
    throw UsageError("--pair-covariate: expected NAME=FILE or NAME=FILE:COLUMN, found " + option);
  }
  const io::LayerName file = io::split_layer_name(option.substr(equals + 1));
  const io::ZoneMatrix matrix =
      io::read_zone_matrix(file.file, {file.column, files.lookup, false}, problems);
  if (!problems.empty()) return;
  const std::string known = files.zones.empty() ? files.costs : files.zones;
  std::vector<double> value = io::arranged(matrix, inputs.zones, inputs.zones, known, problems);
  for (std::size_t cell = 0; cell < value.size(); ++cell) {
    if (!std::isnan(value[cell])) continue;
    const std::size_t i = cell / inputs.size(), j = cell % inputs.size();
    if (!matrix.lists_pairs && (i != j || files.intrazonal)) {
      problems.add(io::file_problem(file.file, fmt::format("no value from {} to {}",
                                                           inputs.zones[i], inputs.zones[j])),
                   InputKind::data);
      return;
    }
    value[cell] = 0;
  }
  inputs.pair_covariate.emplace_back(option.substr(0, equals), std::move(value));
}

}  // namespace

void warn(const std::string& message) {
  std::cerr << emphasised("warning: ", stderr) << message << '\n';
}

void GravityFiles::add_flow_options(CLI::App& sub) {
  sub.add_option("--flows", flows,
                 "observed flows: CSV (long: origin, destination, number; or a matrix), OMX, .h5")
      ->required();
  sub.add_option("--flow", flow_name, "its column or matrix, if there are several");
  sub.add_flag("--absent-is-missing", absent_is_missing,
               "pairs not listed in a long table are not known [no flow]");
  add_cost_options(sub);
}

void GravityFiles::add_cost_options(CLI::App& sub) {
  sub.add_option("--costs", costs,
                 "costs (distance, time), as --flows [distances by the zones' lat and lon, or "
                 "x_km and y_km]");
  sub.add_option("--cost", cost_name, "its column or matrix, if there are several");
  sub.add_option("--lookup", lookup, "of OMX files, if there are several");
  sub.add_option("--zones", zones, "CSV with a row per zone: code, masses, coordinates, ...");
  sub.add_option("--zone-column", zone_column, "holds the codes [the first]");
  sub.add_flag("--intrazonal", intrazonal, "flows within zones are part of it");
  sub.add_option("--intrazonal-area", area_column,
                 "column of areas [km2]: the cost within a zone is 2/3 of its radius");
}

void GravityFiles::add_pair_option(CLI::App& sub) {
  sub.add_option(
      "--pair-covariate", pair_covariates,
      "NAME=FILE or NAME=FILE:COLUMN: adjacency, common language, ...; files as --costs");
}

RowSource GravityInputs::cost_rows() const {
  if (!cost.empty()) {
    return [this](std::size_t i, std::span<double> row) {
      std::copy_n(cost.begin() + static_cast<std::ptrdiff_t>(i * row.size()), row.size(),
                  row.begin());
    };
  }
  return [this](std::size_t i, std::span<double> row) {
    constexpr double kRadian = std::numbers::pi / 180;
    for (std::size_t j = 0; j < row.size(); ++j) {
      if (!on_sphere) {
        row[j] = std::hypot(x[i] - x[j], y[i] - y[j]);
        continue;
      }
      const double dlat = std::sin((y[j] - y[i]) * kRadian / 2);
      const double dlon = std::sin((x[j] - x[i]) * kRadian / 2);
      const double h =
          dlat * dlat + std::cos(y[i] * kRadian) * std::cos(y[j] * kRadian) * dlon * dlon;
      row[j] = 2 * kEarthRadiusKm * std::asin(std::sqrt(std::fmin(1, h)));
    }
    if (!intrazonal_cost.empty()) row[i] = intrazonal_cost[i];
  };
}

void GravityInputs::keep_costs() {
  if (!cost.empty()) return;
  std::vector<double> all(size() * size());
  const RowSource rows = cost_rows();
  for_row_blocks(size(), [&](const RowBlock& block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      rows(i, std::span(all).subspan(i * size(), size()));
    }
  });
  cost = std::move(all);
}

GravityInputs read_gravity_inputs(GravityFiles& files, const std::vector<std::string>& columns,
                                  bool with_flows) {
  if (files.zones.empty() && files.costs.empty()) {
    throw UsageError("expected --costs, or --zones with coordinates");
  }
  if (files.zones.empty() && (!columns.empty() || !files.area_column.empty())) {
    throw UsageError("columns of zones are asked for, but there is no --zones");
  }
  GravityInputs inputs;
  inputs.intrazonal = files.intrazonal;
  inputs.flow_file = files.flows;
  inputs.cost_file = files.costs.empty() ? files.zones : files.costs;
  inputs.zone_file = files.zones;
  if (!files.area_column.empty()) files.masses.push_back(files.area_column);
  Problems problems;
  if (!files.zones.empty()) read_zones(files, columns, inputs, problems);
  problems.throw_if_any();
  if (!files.costs.empty()) read_costs(files, inputs, problems);
  if (with_flows && problems.empty()) read_flows(files, inputs, problems);
  for (const std::string& option : files.pair_covariates) {
    if (problems.empty()) read_pair_covariate(option, files, inputs, problems);
  }
  problems.throw_if_any();
  if (!files.area_column.empty()) {
    for (const double area : inputs.column.at(files.area_column)) {
      inputs.intrazonal_cost.push_back(models::intrazonal_distance_km(area));
    }
    for (std::size_t i = 0; i < inputs.size() && !inputs.cost.empty(); ++i) {
      inputs.cost[i * inputs.size() + i] = inputs.intrazonal_cost[i];
    }
  }
  if (files.fractional > 0 && with_flows) {
    warn(fmt::format("{}: {} flows are not whole; they are taken as they are", files.flows,
                     files.fractional));
  }
  return inputs;
}

}  // namespace ravenstein::cli
