// SPDX-License-Identifier: Apache-2.0
#include "io/projection/skill_cube.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <unordered_map>

namespace ravenstein::io {
namespace {

using hdf5::Group;
using hdf5::Type;
using hdf5::Variable;

constexpr std::array<const char*, 4> kAxes = {"forecast", "measure", "window", "zone"};

/// The names along an axis, in the order in which they came.
class Names {
 public:
  std::size_t add(const std::string& name) {
    const auto [place, added] = positions_.try_emplace(name, names_.size());
    if (added) names_.push_back(name);
    return place->second;
  }
  std::span<const std::string> all() const { return names_; }
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> positions_;
};

struct Cube {
  std::array<Names, kAxes.size()> axes;
  std::vector<double> values;
  std::vector<const SkillRow*> forecasts;  ///< the first row of each
};

/// A forecast's rows tell the same of it; the first one is remembered.
void note_forecast(const SkillRow& row, std::size_t forecast, Cube& cube) {
  if (forecast == cube.forecasts.size()) cube.forecasts.push_back(&row);
  const SkillRow& first = *cube.forecasts[forecast];
  if (first.uses_capacity != row.uses_capacity || first.information != row.information) {
    throw std::logic_error("write_skill: rows of " + row.forecast + " disagree on what it knew");
  }
}

Cube make_cube(std::span<const SkillRow> rows) {
  Cube cube;
  std::vector<std::array<std::size_t, kAxes.size()>> places;
  places.reserve(rows.size());
  for (const SkillRow& row : rows) {
    places.push_back({cube.axes[0].add(row.forecast), cube.axes[1].add(row.measure),
                      cube.axes[2].add(row.window), cube.axes[3].add(row.zone)});
    note_forecast(row, places.back()[0], cube);
  }
  std::size_t cells = 1;
  for (const Names& names : cube.axes) cells *= names.size();
  cube.values.assign(cells, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t n = 0; n < rows.size(); ++n) {
    std::size_t cell = 0;
    for (std::size_t axis = 0; axis < kAxes.size(); ++axis) {
      cell = cell * cube.axes[axis].size() + places[n][axis];
    }
    if (!std::isnan(cube.values[cell])) throw std::logic_error("write_skill: a score given twice");
    cube.values[cell] = rows[n].value;
  }
  return cube;
}

void write_forecasts(const Group& group, const hdf5::Dimension& dimension, const Cube& cube) {
  std::vector<std::int8_t> uses_capacity;
  std::vector<std::string> information;
  for (const SkillRow* row : cube.forecasts) {
    uses_capacity.push_back(row->uses_capacity ? 1 : 0);
    information.push_back(row->information);
  }
  Variable capacity = group.variable("uses_capacity", Type::int8, {dimension});
  capacity.text("long_name", "whether the forecast knew the capacity");
  capacity.numbers<std::int8_t>("flag_values", std::vector<std::int8_t>{0, 1});
  capacity.text("flag_meanings", "no yes");
  capacity.write<std::int8_t>(uses_capacity);
  Variable told = group.variable("information", Type::text, {dimension});
  told.text("long_name", "what the forecast was told");
  told.write<std::string>(information);
}

}  // namespace

void write_skill(const Group& root, std::span<const SkillRow> rows, int compression) {
  if (rows.empty()) return;
  const Cube cube = make_cube(rows);
  const Group group = root.group("skill");
  std::vector<hdf5::Dimension> dimensions;
  for (std::size_t axis = 0; axis < kAxes.size(); ++axis) {
    Variable names = group.coordinate(kAxes[axis], Type::text, cube.axes[axis].size());
    names.write(cube.axes[axis].all());
    dimensions.push_back(names.dimension());
  }
  write_forecasts(group, dimensions[0], cube);
  Variable value = group.variable(
      "value", Type::float64, dimensions,
      {.fill = std::numeric_limits<double>::quiet_NaN(), .chunk = {}, .deflate = compression});
  value.text("long_name", "the score; missing: not defined");
  value.text("coordinates", "uses_capacity information");
  value.write<double>(cube.values);
}

std::vector<SkillRow> read_skill(const hdf5::Reader& file) {
  if (!file.has("/skill/value")) return {};
  std::array<std::vector<std::string>, kAxes.size()> names;
  std::vector<std::size_t> shape;
  for (std::size_t axis = 0; axis < kAxes.size(); ++axis) {
    names[axis] = file.read<std::string>(std::string("/skill/") + kAxes[axis]);
    shape.push_back(names[axis].size());
  }
  const auto uses_capacity = file.read<std::int32_t>("/skill/uses_capacity");
  const auto information = file.read<std::string>("/skill/information");
  if (file.shape("/skill/value") != shape || uses_capacity.size() != shape[0] ||
      information.size() != shape[0]) {
    throw hdf5::Error("\"/skill\" has variables of different shapes");
  }
  const auto values = file.read<double>("/skill/value");
  std::vector<SkillRow> rows;
  for (std::size_t cell = 0; cell < values.size(); ++cell) {
    if (std::isnan(values[cell])) continue;
    const std::size_t zone = cell % shape[3];
    const std::size_t window = cell / shape[3] % shape[2];
    const std::size_t measure = cell / shape[3] / shape[2] % shape[1];
    const std::size_t forecast = cell / shape[3] / shape[2] / shape[1];
    rows.push_back({names[0][forecast], names[1][measure], names[2][window], names[3][zone],
                    values[cell], uses_capacity[forecast] != 0, information[forecast]});
  }
  return rows;
}

}  // namespace ravenstein::io
