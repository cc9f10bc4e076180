// SPDX-License-Identifier: Apache-2.0
#include "io/projection/ensemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "io/projection/format.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Dimension;
using hdf5::Group;
using hdf5::Type;
using hdf5::Variable;

/// What the format says of a table of the projection.
struct Described {
  std::string_view name, dimension, coordinate, long_name;
  format::Kind kind;
};

std::vector<Described> described_tables() {
  std::vector<Described> all;
  for (const format::Table& table : format::kTables) {
    all.push_back({table.name, "", "", table.long_name, table.kind});
  }
  for (const format::Categories& table : format::kCategories) {
    if (table.dimension == "zone_home") continue;  // not summarised: it is as large as flows
    all.push_back({table.name, table.dimension, table.coordinate, table.long_name, table.kind});
  }
  return all;
}

Described description_of(const std::string& name) {
  const std::vector<Described> all = described_tables();
  const auto found = std::ranges::find(all, name, &Described::name);
  if (found == all.end()) {
    throw std::logic_error("write_projection: an ensemble of an unknown table");
  }
  return *found;
}

void write_statistic(const Group& root, const std::vector<Dimension>& axes, const Described& table,
                     const std::string& suffix, const std::string& what,
                     const std::vector<double>& values, Interval interval, int compression) {
  std::size_t cells = 1;
  for (const Dimension& axis : axes) cells *= axis.size;
  if (values.size() != cells) {
    throw std::logic_error("write_projection: an ensemble's table of another shape");
  }
  Variable variable = root.variable(std::string(table.name) + suffix, Type::float64, axes,
                                    {.fill = {}, .chunk = {}, .deflate = compression});
  variable.text("long_name", what + " of the members: " +
                                 fmt::format(fmt::runtime(table.long_name), name_of(interval)));
  variable.text("units", "1");
  variable.text("cell_methods", table.kind == format::Kind::stock ? "time: point" : "time: sum");
  variable.text("coordinates",
                fmt::format("{}{}{}", table.coordinate, table.coordinate.empty() ? "" : " ",
                            format::kZoneCoordinates));
  variable.write<double>(values);
}

}  // namespace

void write_ensemble(const Group& root, const SharedDimensions& dimensions,
                    const EnsembleRecord& ensemble, Interval interval, int compression) {
  if (ensemble.members == 0) return;
  Variable quantile = root.coordinate("quantile", Type::float64, ensemble.quantiles.size());
  quantile.text("long_name", "share of members with at most so many people");
  quantile.text("units", "1");
  quantile.number("members", std::int32_t{ensemble.members});
  quantile.write<double>(ensemble.quantiles);
  for (const EnsembleTable& table : ensemble.tables) {
    const Described description = description_of(table.name);
    std::vector<Dimension> axes{dimensions.time, dimensions.zone};
    if (description.dimension == "cause") axes.insert(axes.begin() + 1, dimensions.cause);
    if (description.dimension == "stratum") axes.insert(axes.begin() + 1, dimensions.stratum);
    write_statistic(root, axes, description, "_mean", "mean", table.mean, interval, compression);
    axes.insert(axes.begin(), quantile.dimension());
    write_statistic(root, axes, description, "_quantile", "quantile", table.quantile, interval,
                    compression);
  }
}

EnsembleRecord read_ensemble(const hdf5::Reader& file, const Projection& projection,
                             std::size_t zones) {
  EnsembleRecord ensemble;
  if (!file.has("/quantile")) return ensemble;
  ensemble.quantiles = file.read<double>("/quantile");
  ensemble.members = file.numbers<std::int32_t>("/quantile", "members").at(0);
  const auto rows = static_cast<std::size_t>(projection.period.steps());
  for (const Described& described : described_tables()) {
    const std::string path = "/" + std::string(described.name);
    if (!file.has(path + "_mean")) continue;
    EnsembleTable table;
    table.name = described.name;
    if (described.dimension == "cause") table.categories = projection.causes.size();
    if (described.dimension == "stratum") table.categories = projection.strata.size();
    table.mean = file.read<double>(path + "_mean");
    table.quantile = file.read<double>(path + "_quantile");
    const std::size_t cells = rows * table.categories * zones;
    if (table.mean.size() != cells || table.quantile.size() != cells * ensemble.quantiles.size()) {
      throw hdf5::Error("the statistics of \"" + path + "\" have a wrong shape");
    }
    ensemble.tables.push_back(std::move(table));
  }
  return ensemble;
}

}  // namespace ravenstein::io
