// SPDX-License-Identifier: Apache-2.0
#include "io/grid/grid_file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "io/grid/geotiff.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/tables/table.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

constexpr std::size_t kMostCells = 1'000'000'000;

bool is_geotiff(const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".tif" || ending == ".tiff";
}

/// The value of `key=` in the first line; `rest`: up to its end, for texts with spaces.
std::string_view value_of(std::string_view line, std::string_view key, bool rest = false) {
  const std::string wanted = fmt::format(" {}=", key);
  const std::size_t at = line.find(wanted);
  if (at == line.npos) return {};
  const std::string_view value = line.substr(at + wanted.size());
  return trimmed(rest ? value : value.substr(0, value.find(' ')));
}

/// What the first line says of the grid. False: a problem was told.
bool read_frame(const std::string& file, std::string_view bytes, GridFrame& frame,
                Problems& problems) {
  std::string_view line = bytes.substr(0, bytes.find('\n'));
  if (!line.starts_with("# grid ")) return true;
  if (line.ends_with('\r')) line.remove_suffix(1);
  bool good = true;
  const auto number = [&](std::string_view key, double least) -> std::optional<double> {
    const std::string_view text = value_of(line, key);
    if (text.empty()) return {};
    const std::optional<double> value = parse_real(text);
    if (value && *value >= least) return value;
    problems.add({{file, 1, 1},
                  std::string(key),
                  fmt::format("expected a number, found {}", in_quotes(text)),
                  ""},
                 InputKind::data);
    good = false;
    return {};
  };
  const double any = std::numeric_limits<double>::lowest();
  if (const auto rows = number("rows", 1)) frame.shape.rows = static_cast<std::size_t>(*rows);
  if (const auto columns = number("columns", 1)) {
    frame.shape.columns = static_cast<std::size_t>(*columns);
  }
  if (const auto size = number("cell_km", 1e-9)) frame.shape.cell_km = *size;
  frame.west_km = number("west_km", any);
  frame.north_km = number("north_km", any);
  frame.projection = value_of(line, "projection", true);
  return good;
}

/// The column asked for, or the only one that is not a place.
Column value_column(Table& table, const std::string& name) {
  if (!name.empty()) return table.need(name);
  const std::vector<Column> others = table.others();
  if (others.size() == 1) return table.find(table.columns()[others[0].index]);
  table.header_problem({}, fmt::format("there are {} columns of values", others.size()),
                       "name one, as FILE:COLUMN");
  return {};
}

/// Number of the cell of a row of the table.
std::optional<std::size_t> cell_of(Table& table, std::size_t r, Column row, Column column,
                                   Column index, const models::GridShape& shape) {
  const auto last = [](std::size_t n) { return static_cast<std::int64_t>(n) - 1; };
  if (index) {
    const auto cell = table.whole(r, index, 0, last(shape.cells()));
    return cell ? std::optional(static_cast<std::size_t>(*cell)) : std::nullopt;
  }
  const auto y = table.whole(r, row, 0, last(shape.rows));
  const auto x = table.whole(r, column, 0, last(shape.columns));
  if (!y || !x) return {};
  return static_cast<std::size_t>(*y) * shape.columns + static_cast<std::size_t>(*x);
}

void read_values(Table& table, const std::string& name, GridLayer& layer) {
  const Column index = table.find("index");
  const Column row = index ? Column{} : table.need("row");
  Column column = index ? Column{} : table.find("col");
  if (!index && !column) column = table.need("column");
  if (index) {  // told twice
    table.find("row");
    table.find("col");
    table.find("column");
  }
  const Column values = value_column(table, name);
  if (!values || !(index || (row && column))) return;
  std::vector<bool> seen(layer.value.size(), false);
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto cell = cell_of(table, r, row, column, index, layer.frame.shape);
    if (!cell) continue;
    if (seen[*cell]) table.problem(r, index ? index : row, "this cell is there twice");
    seen[*cell] = true;
    if (table.blank(r, values)) continue;
    if (const auto value = table.real(r, values)) layer.value[*cell] = *value;
  }
}

GridLayer read_csv(const std::string& name, const LayerName& layer_name,
                   const std::optional<models::GridShape>& shape, Problems& problems) {
  GridLayer layer{name, {}, {}};
  InputFiles disk = InputFiles::on_disk({});
  const EmbeddedFile* file = read_data_file(disk, layer_name.file, problems);
  if (file == nullptr) return layer;
  const std::string shown = disk.shown(layer_name.file);
  if (shape) layer.frame.shape = *shape;
  if (!read_frame(shown, file->bytes, layer.frame, problems)) return layer;
  const models::GridShape& found = layer.frame.shape;
  if (found.rows == 0 || found.columns == 0 || found.rows > kMostCells / found.columns) {
    problems.add(file_problem(shown, "the grid's shape is not known",
                              "begin the file with `# grid rows=... columns=... cell_km=...`, or "
                              "give --rows and --columns"),
                 InputKind::data);
    return layer;
  }
  layer.value.assign(found.cells(), std::numeric_limits<double>::quiet_NaN());
  Table table(shown, file->bytes, problems);
  if (!table.columns().empty()) read_values(table, layer_name.column, layer);
  return layer;
}

std::string shape_text(const models::GridShape& shape) {
  return fmt::format("{} x {} cells of {:.10g} km", shape.rows, shape.columns, shape.cell_km);
}

bool near(const std::optional<double>& a, const std::optional<double>& b, double cell_km) {
  return !a || !b || std::abs(*a - *b) < 1e-3 * cell_km;
}

void write_csv(const std::filesystem::path& path, const GridFrame& frame,
               std::span<const std::size_t> cells, const std::vector<GridColumn>& columns,
               bool force) {
  std::string text = fmt::format("# grid rows={} columns={} cell_km={}", frame.shape.rows,
                                 frame.shape.columns, frame.shape.cell_km);
  if (frame.west_km) text += fmt::format(" west_km={}", *frame.west_km);
  if (frame.north_km) text += fmt::format(" north_km={}", *frame.north_km);
  if (!frame.projection.empty()) text += " projection=" + frame.projection;
  text += "\nrow,column";
  for (const GridColumn& column : columns) text += ',' + column.name;
  text += '\n';
  for (std::size_t k = 0; k < cells.size(); ++k) {
    text += fmt::format("{},{}", cells[k] / frame.shape.columns, cells[k] % frame.shape.columns);
    for (const GridColumn& column : columns) text += fmt::format(",{}", column.value[k]);
    text += '\n';
  }
  write_atomically(path, std::as_bytes(std::span(text)), force);
}

}  // namespace

const EmbeddedFile* read_data_file(InputFiles& disk, const std::string& path, Problems& problems) {
  Problems found;
  const EmbeddedFile* file = disk.read(path, {path}, "", found);
  for (const Problem& problem : found.all()) problems.add(problem, InputKind::data);
  return file;
}

LayerName split_layer_name(const std::string& name) {
  const std::size_t colon = name.rfind(':');
  if (colon == name.npos || name.find('/', colon) != name.npos) return {name, ""};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

GridLayer read_grid_layer(const std::string& name, const std::optional<models::GridShape>& shape,
                          Problems& problems) {
  const LayerName layer = split_layer_name(name);
  if (!is_geotiff(layer.file)) return read_csv(name, layer, shape, problems);
  const std::optional<double> band = layer.column.empty() ? 1 : parse_real(layer.column);
  if (!band || *band < 1 || *band != std::floor(*band) || *band > 65535) {
    problems.add(file_problem(layer.file, fmt::format("expected the number of a band, found {}",
                                                      in_quotes(layer.column))),
                 InputKind::data);
    return {name, {}, {}};
  }
  return read_geotiff(layer.file, static_cast<int>(*band), problems);
}

void check_same_grid(const GridLayer& first, const GridLayer& second, Problems& problems) {
  if (first.value.empty() || second.value.empty()) return;  // told already
  const auto tell = [&](const std::string& message) {
    problems.add(file_problem(second.name, message), InputKind::data);
  };
  const GridFrame &a = first.frame, &b = second.frame;
  if (!(a.shape == b.shape)) {
    return tell(fmt::format("expected the grid of {} ({}), found {}", first.name,
                            shape_text(a.shape), shape_text(b.shape)));
  }
  if (!near(a.west_km, b.west_km, a.shape.cell_km) ||
      !near(a.north_km, b.north_km, a.shape.cell_km)) {
    return tell(
        fmt::format("expected the corner of {} ({:.10g}, {:.10g} km), found {:.10g}, "
                    "{:.10g} km",
                    first.name, a.west_km.value_or(0), a.north_km.value_or(0),
                    b.west_km.value_or(0), b.north_km.value_or(0)));
  }
  if (!a.projection.empty() && !b.projection.empty() &&
      !same_projection(a.projection, b.projection)) {
    tell(fmt::format("expected the projection of {} ({}), found {}", first.name,
                     in_quotes(a.projection), in_quotes(b.projection)));
  }
}

bool can_write_grid(const std::filesystem::path& path) {
  return path.extension() == ".csv" || (is_geotiff(path) && geotiff_available());
}

void write_grid(const std::filesystem::path& path, const GridFrame& frame,
                std::span<const std::size_t> cells, const std::vector<GridColumn>& columns,
                bool force) {
  if (!is_geotiff(path)) return write_csv(path, frame, cells, columns, force);
  write_atomically(path, force, [&](const std::filesystem::path& temporary) {
    write_geotiff(temporary, frame, cells, columns);
  });
}

}  // namespace ravenstein::io
