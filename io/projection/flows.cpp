// SPDX-License-Identifier: Apache-2.0
#include "io/projection/flows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "io/projection/format.hpp"

namespace ravenstein::io {
namespace {

/// Chunks of flows: whole rows if a row is small, else whole origins of one row and cause. Small
/// enough to be filled, shuffled and deflated within a core's cache.
struct Blocks {
  static constexpr std::size_t kBytes = 256 * 1024;
  FlowShape all;
  std::size_t rows, causes, origins;

  Blocks(const FlowShape& shape, std::size_t cell_bytes) : all(shape) {
    const std::size_t origin_bytes = shape.zones * cell_bytes;
    const std::size_t row_bytes = shape.causes * shape.zones * origin_bytes;
    rows = std::clamp<std::size_t>(kBytes / row_bytes, 1, shape.rows);
    causes = row_bytes <= kBytes ? shape.causes : 1;
    origins = std::clamp<std::size_t>(kBytes / origin_bytes, 1, shape.zones);
  }
  /// First row, cause and origin of the entry's block; grows along the order of entries.
  std::array<std::size_t, 3> of(const FlowEntry& entry) const {
    const auto row = static_cast<std::size_t>(entry.day);
    if (causes == all.causes && origins == all.zones) return {row / rows * rows, 0, 0};
    return {row, entry.cause, entry.from / origins * origins};
  }
  /// Over (time, cause, zone, zone_dest), or without causes if there is one.
  std::vector<std::size_t> axes(std::size_t row, std::size_t cause, std::size_t origin,
                                std::size_t destination) const {
    if (all.causes == 1) return {row, origin, destination};
    return {row, cause, origin, destination};
  }
};

void require_sound(const Projection& projection, const FlowShape& shape) {
  constexpr auto before = [](const FlowEntry& a, const FlowEntry& b) {
    return std::tie(a.day, a.cause, a.from, a.to) < std::tie(b.day, b.cause, b.from, b.to);
  };
  const bool inside = std::ranges::all_of(projection.flows, [&](const FlowEntry& entry) {
    return entry.day >= 0 && static_cast<std::size_t>(entry.day) < shape.rows &&
           entry.cause < shape.causes && entry.from < shape.zones && entry.to < shape.zones;
  });
  if (!inside) throw std::logic_error("write_projection: a flow outside the period or the zones");
  if (!std::ranges::is_sorted(projection.flows, before)) {
    throw std::logic_error("write_projection: flows are not sorted");
  }
}

template <class Count>
void write_dense(hdf5::Variable& variable, std::span<const FlowEntry> flows, const Blocks& blocks) {
  const FlowShape& all = blocks.all;
  std::vector<Count> cells;
  for (auto first = flows.begin(); first != flows.end();) {
    const std::array<std::size_t, 3> block = blocks.of(*first);
    const std::size_t rows = std::min(blocks.rows, all.rows - block[0]);
    const std::size_t causes = std::min(blocks.causes, all.causes - block[1]);
    const std::size_t origins = std::min(blocks.origins, all.zones - block[2]);
    cells.assign(rows * causes * origins * all.zones, Count{0});
    for (; first != flows.end() && blocks.of(*first) == block; ++first) {
      const std::size_t row = static_cast<std::size_t>(first->day) - block[0];
      const std::size_t plane = row * causes + (first->cause - block[1]);
      const std::size_t origin = plane * origins + (first->from - block[2]);
      cells[origin * all.zones + first->to] += static_cast<Count>(first->persons);
    }
    variable.write_block<Count>(blocks.axes(block[0], block[1], block[2], 0),
                                blocks.axes(rows, causes, origins, all.zones), cells);
  }
}

void describe(hdf5::Variable& flow, const Projection& projection) {
  flow.text("long_name", "people who came from zone to zone_dest and arrived during the " +
                             std::string(name_of(projection.period.interval)));
  flow.text("units", "1");
  flow.text("cell_methods", "time: sum");
  flow.text("coordinates", projection.causes.size() > 1 ? "cause_name zone_code zone_dest_code"
                                                        : "zone_code zone_dest_code");
}

FlowShape shape_of(const SharedDimensions& dimensions) {
  return {dimensions.time.size, std::max<std::size_t>(1, dimensions.cause.size),
          dimensions.zone.size};
}

void write_table(const hdf5::Group& root, const SharedDimensions& dimensions,
                 const Projection& projection, std::span<const std::string> codes,
                 int compression) {
  const FlowShape shape = shape_of(dimensions);
  const std::size_t zones = shape.zones;
  hdf5::Variable to = root.coordinate("zone_dest", hdf5::Type::int32, zones);
  to.text("long_name", "number of the zone of arrival");
  std::vector<std::int32_t> numbers(zones);
  for (std::size_t zone = 0; zone < zones; ++zone) numbers[zone] = static_cast<std::int32_t>(zone);
  to.write<std::int32_t>(numbers);
  hdf5::Variable code = root.variable("zone_dest_code", hdf5::Type::text, {to.dimension()});
  code.text("long_name", "code of the zone of arrival");
  code.write(codes);

  const bool whole = format::whole_counts(projection);
  const hdf5::Type type = whole ? hdf5::Type::int32 : hdf5::Type::float64;
  const Blocks blocks(shape, hdf5::size_of(type));
  std::vector<hdf5::Dimension> axes{dimensions.time, dimensions.zone, to.dimension()};
  if (shape.causes > 1) axes.insert(axes.begin() + 1, dimensions.cause);
  hdf5::Variable flow =
      root.variable("flow", type, axes,
                    {.fill = {},
                     .chunk = blocks.axes(blocks.rows, blocks.causes, blocks.origins, zones),
                     .deflate = compression});
  describe(flow, projection);
  if (whole) {
    write_dense<std::int32_t>(flow, projection.flows, blocks);
  } else {
    write_dense<double>(flow, projection.flows, blocks);
  }
}

template <class T, class Get>
void write_column(const hdf5::Group& group, const hdf5::Dimension& entry, const std::string& name,
                  std::string_view long_name, std::span<const FlowEntry> flows, int compression,
                  Get get) {
  std::vector<T> values(flows.size());
  std::ranges::transform(flows, values.begin(), get);
  hdf5::Variable column = group.variable(name, hdf5::type_of<T>(), {entry},
                                         {.fill = {}, .chunk = {}, .deflate = compression});
  column.text("long_name", long_name);
  column.write<T>(values);
}

void write_list(const hdf5::Group& root, const Projection& projection, int compression) {
  const hdf5::Group group = root.group("flows_coo");
  const std::span<const FlowEntry> flows(projection.flows);
  const hdf5::Dimension entry = group.dimension("flow_entry", flows.size());
  write_column<std::int32_t>(group, entry, "day", "position in /time", flows, compression,
                             [](const FlowEntry& flow) { return flow.day; });
  if (projection.causes.size() > 1) {
    write_column<std::int32_t>(
        group, entry, "cause", "position in /cause_name", flows, compression,
        [](const FlowEntry& flow) { return static_cast<std::int32_t>(flow.cause); });
  }
  write_column<std::int32_t>(group, entry, "from_zone", "position in /zone", flows, compression,
                             [](const FlowEntry& f) { return static_cast<std::int32_t>(f.from); });
  write_column<std::int32_t>(group, entry, "to_zone", "position in /zone", flows, compression,
                             [](const FlowEntry& f) { return static_cast<std::int32_t>(f.to); });
  constexpr std::string_view kPersons = "people who came and arrived then";
  if (format::whole_counts(projection)) {
    write_column<std::int32_t>(
        group, entry, "persons", kPersons, flows, compression,
        [](const FlowEntry& flow) { return static_cast<std::int32_t>(flow.persons); });
  } else {
    write_column<double>(group, entry, "persons", kPersons, flows, compression,
                         [](const FlowEntry& flow) { return flow.persons; });
  }
}

void append_nonzero(std::span<const double> cells, std::size_t first_row, const FlowShape& shape,
                    std::vector<FlowEntry>& flows) {
  const std::size_t zones = shape.zones;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    if (cells[cell] == 0) continue;
    const std::size_t plane = cell / (zones * zones);
    flows.push_back({static_cast<std::int32_t>(first_row + plane / shape.causes),
                     static_cast<ZoneIndex>(cell / zones % zones),
                     static_cast<ZoneIndex>(cell % zones), cells[cell],
                     static_cast<std::uint32_t>(plane % shape.causes)});
  }
}

std::vector<FlowEntry> read_list(const hdf5::Reader& file, const FlowShape& shape) {
  const auto day = file.read<std::int32_t>("/flows_coo/day");
  const auto from = file.read<std::int32_t>("/flows_coo/from_zone");
  const auto to = file.read<std::int32_t>("/flows_coo/to_zone");
  const auto persons = file.read<double>("/flows_coo/persons");
  std::vector<std::int32_t> cause(day.size(), 0);
  if (shape.causes > 1) cause = file.read<std::int32_t>("/flows_coo/cause");
  if (from.size() != day.size() || to.size() != day.size() || persons.size() != day.size() ||
      cause.size() != day.size()) {
    throw hdf5::Error("/flows_coo: columns of different lengths");
  }
  const auto outside = [](std::int32_t value, std::size_t size) {
    return value < 0 || static_cast<std::size_t>(value) >= size;
  };
  std::vector<FlowEntry> flows;
  flows.reserve(day.size());
  for (std::size_t n = 0; n < day.size(); ++n) {
    if (outside(day[n], shape.rows) || outside(from[n], shape.zones) ||
        outside(to[n], shape.zones) || outside(cause[n], shape.causes)) {
      throw hdf5::Error("/flows_coo: an entry outside the period, the zones or the causes");
    }
    flows.push_back({day[n], static_cast<ZoneIndex>(from[n]), static_cast<ZoneIndex>(to[n]),
                     persons[n], static_cast<std::uint32_t>(cause[n])});
  }
  return flows;
}

}  // namespace

bool flows_are_dense(const FlowShape& shape) {
  return shape.causes * shape.zones * shape.zones <= format::kDenseFlowCells / shape.rows;
}

void write_flows(const hdf5::Group& root, const SharedDimensions& dimensions,
                 const Projection& projection, std::span<const std::string> codes,
                 int compression) {
  if (projection.flows.empty()) return;
  const FlowShape shape = shape_of(dimensions);
  require_sound(projection, shape);
  if (format::whole_counts(projection) &&
      !std::ranges::all_of(projection.flows, [](const FlowEntry& flow) {
        return flow.persons == std::trunc(flow.persons) && flow.persons >= 0 &&
               flow.persons <= std::numeric_limits<std::int32_t>::max();
      })) {
    throw std::logic_error("write_projection: a flow of people that is not a whole number");
  }
  if (flows_are_dense(shape)) {
    write_table(root, dimensions, projection, codes, compression);
  } else {
    write_list(root, projection, compression);
  }
}

std::vector<FlowEntry> read_flows(const hdf5::Reader& file, const FlowShape& shape) {
  if (file.has("/flows_coo")) return read_list(file, shape);
  std::vector<FlowEntry> flows;
  if (!file.has("/flow")) return flows;
  const std::size_t zones = shape.zones;
  std::vector<std::size_t> expected{shape.rows, zones, zones};
  if (shape.causes > 1) expected.insert(expected.begin() + 1, shape.causes);
  if (file.shape("/flow") != expected) {
    throw hdf5::Error("/flow: not of shape (time, zone, zone) or (time, cause, zone, zone)");
  }
  constexpr std::size_t kCellsAtOnce = 1024 * 1024;
  const std::size_t at_once =
      std::max<std::size_t>(1, kCellsAtOnce / (shape.causes * zones * zones));
  for (std::size_t row = 0; row < shape.rows; row += at_once) {
    const std::size_t count = std::min(at_once, shape.rows - row);
    append_nonzero(file.read_rows<double>("/flow", row, count), row, shape, flows);
  }
  return flows;
}

}  // namespace ravenstein::io
